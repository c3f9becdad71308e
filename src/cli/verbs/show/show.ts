import { setOption, type Verb } from '../../verb.ts';

export const show: Verb = {
  name: 'show',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'read the guide of a lab; a lab without one is shown by its topology',
  options: [setOption],
  examples: [
    ['netlab show flannel-vxlan', 'what it shows, and what to try in it'],
    ['netlab show flannel-vxlan | less -R', 'page by page'],
  ],
  async run(call) {
    const { runShow } = await import('./run.ts');
    return runShow(call);
  },
};
