import { jsonOption, onOption, setOption, type Verb } from '../../verb.ts';

export const test: Verb = {
  name: 'test',
  args: [['[lab...]', 'shipped labs, YAML files, and folders: every lab in them']],
  about: 'up, verify and down of many labs; exit 1 when one does not do what it should',
  options: [
    ['--all', 'every lab that comes with netlab'],
    ['--group <name>', 'only those of this group, as netlab list shows it'],
    ['--jobs <count>', 'labs side by side on a place; as many as processors, at most 4'],
    ['--shard <part>', 'one machine of several: 2/5 is the second of five'],
    ['--bail', 'begin no more labs once one has not passed'],
    ['--keep', 'leave a lab that did not pass up, and say how to enter it'],
    ['--timeout <seconds>', 'for each lab', '300'],
    ['--strict', 'a lab that cannot run here fails'],
    [
      '--reporter <name>',
      'tree, lines, json, junit, tap, github; name=file writes a file; several times',
      [],
    ],
    ['--evidence <folder>', 'where to keep what was seen of labs that did not pass', 'netlab-evidence'],
    [
      onOption[0],
      'where: local, rootless, vm, ssh://user@host, vagrant, or auto, the first that can (or NETLAB_ON)',
    ],
    ['--trust', 'accept what a lab of yours makes root run or read; remembered until the lab changes'],
    ['--load-modules', 'let the kernel load modules that change this host (ipip, gre: named when needed)'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab test --all', 'every shipped lab, each on the first place that can run it'],
    ['netlab test ./labs --reporter lines --reporter junit=report.xml', 'a folder of yours, in CI'],
    ['netlab test flannel-vxlan --keep', 'when it fails, it is left up to look at'],
    ['netlab test --all --shard 2/5', 'the second machine of five'],
  ],
  async run(call) {
    const { runTest } = await import('./run.ts');
    return runTest(call);
  },
};
