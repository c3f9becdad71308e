import { onOption, type Verb } from '../../verb.ts';

export const shell: Verb = {
  name: 'shell',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<node>', 'a node of it'],
  ],
  about: 'open a shell in a node; exit or Ctrl-D leaves it, the lab stays up',
  options: [onOption],
  examples: [['netlab shell flannel-vxlan pod1-1', 'then try: ping pod2-1, ip route, tcpdump -ni eth0']],
  async run(call) {
    const { runShell } = await import('./run.ts');
    return runShell(call);
  },
};
