import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const down: Verb = {
  name: 'down',
  args: [['[lab...]', 'labs that are up, by name or by file']],
  about: 'take labs away: their processes, namespaces and files',
  options: [
    ['-a, --all', 'every lab that is up'],
    onOption,
    ['-q, --quiet', 'print nothing but faults'],
    jsonOption,
  ],
  examples: [
    ['netlab down flannel-vxlan', 'one lab'],
    ['netlab down --all', 'all that are up'],
  ],
  async run(call) {
    const { runDown } = await import('./run.ts');
    return runDown(call);
  },
};
