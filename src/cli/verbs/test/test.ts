import { failOnWarningOption, jsonOption, onOption, setOption, type Verb } from '../../verb.ts';

export const test: Verb = {
  name: 'test',
  args: [['[lab...]', 'shipped labs, YAML files, or folders, for all labs in them']],
  about: 'run up, verify and down for many labs; exit 1 if one fails',
  options: [
    ['--all', 'all shipped labs'],
    ['--group <name>', 'the labs of this group (netlab list shows groups)'],
    ['--jobs <count>', 'labs at a time on a place (default: two per processor, at most 8)'],
    ['--shard <part>', 'the share of one machine: 2/5 is the second of five'],
    ['--bail', 'start no more labs after a failure'],
    ['--keep', 'leave failed labs up, and print how to enter them'],
    ['--timeout <seconds>', 'timeout for each lab', '300'],
    ['--strict', 'fail labs that cannot run here, instead of skipping them'],
    failOnWarningOption,
    [
      '--reporter <name>',
      'tree, lines, json, junit, tap or github; name=file writes to a file; may be repeated',
      [],
    ],
    ['--evidence <folder>', 'folder for the evidence of failed labs', 'netlab-evidence'],
    [
      onOption[0],
      'place: local, rootless, vm, ssh://user@host, vagrant, or auto, the first that can run the lab (or NETLAB_ON)',
    ],
    [
      '--trust',
      'accept the commands and files of your own lab that root runs or reads; needed again after a change',
    ],
    ['--load-modules', 'load kernel modules that add devices to this host (ipip, gre); netlab prints which'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab test --all', 'all shipped labs, each on the first place that can run it'],
    ['netlab test ./labs --reporter lines --reporter junit=report.xml', 'your labs, in CI'],
    ['netlab test flannel-vxlan --keep', 'leave it up if it fails'],
    ['netlab test --all --shard 2/5', 'on the second of five machines'],
  ],
  async run(call) {
    const { runTest } = await import('./run.ts');
    return runTest(call);
  },
};
