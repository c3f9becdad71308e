import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const render: Verb = {
  name: 'render',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'print a lab with clusters, groups and loops expanded',
  options: [jsonOption, setOption],
  examples: [['netlab render flannel-vxlan', 'the nodes and links of the cluster']],
  async run(call) {
    const { runRender } = await import('./run.ts');
    return runRender(call);
  },
};
