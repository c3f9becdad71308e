import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const diff: Verb = {
  name: 'diff',
  args: [['<lab>', 'a lab that is up: its name, or the path it was built from']],
  about: "compare the kernel's state with a new build of the lab; exit 1 if they differ",
  options: [onOption, jsonOption],
  examples: [['netlab diff flannel-vxlan', 'show what was changed by hand']],
  async run(call) {
    const { runDiff } = await import('./run.ts');
    return runDiff(call);
  },
};
