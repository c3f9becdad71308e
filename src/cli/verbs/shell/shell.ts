import { onOption, type Verb } from '../../verb.ts';

export const shell: Verb = {
  name: 'shell',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<node>', 'a node of the lab'],
  ],
  about: 'open a shell in a node; the lab stays up afterwards',
  options: [onOption],
  examples: [['netlab shell flannel-vxlan pod1-1', 'then try: ping pod2-1, ip route, tcpdump -ni eth0']],
  async run(call) {
    const { runShell } = await import('./run.ts');
    return runShell(call);
  },
};
