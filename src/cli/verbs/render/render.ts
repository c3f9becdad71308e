import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const render: Verb = {
  name: 'render',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'print a lab in which everything stands for itself: clusters, groups and repetitions written out',
  options: [jsonOption, setOption],
  examples: [['netlab render flannel-vxlan', 'what the cluster stands for']],
  async run(call) {
    const { runRender } = await import('./run.ts');
    return runRender(call);
  },
};
