import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const down: Verb = {
  name: 'down',
  args: [['[lab...]', 'labs that are up, by name or by file']],
  about: 'remove labs: their processes, namespaces and files',
  options: [
    ['-a, --all', 'all labs that are up'],
    onOption,
    ['-q, --quiet', 'print errors only'],
    jsonOption,
  ],
  examples: [
    ['netlab down flannel-vxlan', 'one lab'],
    ['netlab down --all', 'all labs'],
  ],
  async run(call) {
    const { runDown } = await import('./run.ts');
    return runDown(call);
  },
};
