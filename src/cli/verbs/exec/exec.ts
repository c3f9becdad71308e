import { onOption, type Verb } from '../../verb.ts';

export const exec: Verb = {
  name: 'exec',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<node>', 'a node of the lab'],
    ['<command...>', 'the command; -- before it is optional'],
  ],
  about: 'run a command in a node, with its input, output and exit code',
  options: [onOption],
  passThrough: true,
  examples: [
    ['netlab exec flannel-vxlan pod1-1 -- ping -c 1 pod2-1', 'node names resolve in every node'],
    [
      'netlab exec flannel-vxlan node1 bridge fdb show dev flannel.1',
      'the forwarding database of the tunnel',
    ],
  ],
  async run(call) {
    const { runExec } = await import('./run.ts');
    return runExec(call);
  },
};
