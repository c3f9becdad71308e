import { onOption, type Verb } from '../../verb.ts';

export const exec: Verb = {
  name: 'exec',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<node>', 'a node of it'],
    ['<command...>', 'what to run there; a -- before it may be left out'],
  ],
  about: 'run a command in a node; input, output and exit code are its own',
  options: [onOption],
  passThrough: true,
  examples: [
    ['netlab exec flannel-vxlan pod1-1 -- ping -c 1 pod2-1', 'nodes know each other by name'],
    ['netlab exec flannel-vxlan node1 bridge fdb show dev flannel.1', 'what the tunnel knows'],
  ],
  async run(call) {
    const { runExec } = await import('./run.ts');
    return runExec(call);
  },
};
