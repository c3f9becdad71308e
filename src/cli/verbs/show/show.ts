import { setOption, type Verb } from '../../verb.ts';

export const show: Verb = {
  name: 'show',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'print the guide of a lab, or its topology if it has none',
  options: [setOption],
  examples: [
    ['netlab show flannel-vxlan', 'its mechanism, and commands to try'],
    ['netlab show flannel-vxlan | less -R', 'page by page'],
  ],
  async run(call) {
    const { runShow } = await import('./run.ts');
    return runShow(call);
  },
};
