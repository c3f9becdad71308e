import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const status: Verb = {
  name: 'status',
  args: [['[lab]', 'a lab: its name, or the path it was built from']],
  about: 'list the labs that are up, with the state of their nodes and processes',
  options: [onOption, jsonOption],
  examples: [
    ['netlab status', 'all labs'],
    ['netlab status flannel-vxlan', 'one lab: nodes, addresses, processes'],
  ],
  async run(call) {
    const { runStatus } = await import('./run.ts');
    return runStatus(call);
  },
};
