import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const diff: Verb = {
  name: 'diff',
  args: [['<lab>', 'a lab that is up: its name, or the path it was built from']],
  about: 'what is in the kernel now against what the lab says; exit 1 when they differ',
  options: [onOption, jsonOption],
  examples: [['netlab diff flannel-vxlan', 'after somebody has had hands in it']],
  async run(call) {
    const { runDiff } = await import('./run.ts');
    return runDiff(call);
  },
};
