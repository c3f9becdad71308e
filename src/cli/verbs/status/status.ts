import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const status: Verb = {
  name: 'status',
  args: [['[lab]', 'a lab: its name, or the path it was built from']],
  about: 'what is up, since when, and whether its nodes and processes are still there',
  options: [onOption, jsonOption],
  examples: [
    ['netlab status', 'every lab that is up'],
    ['netlab status flannel-vxlan', 'its nodes, their addresses and processes'],
  ],
  async run(call) {
    const { runStatus } = await import('./run.ts');
    return runStatus(call);
  },
};
