import { jsonText } from '../../../base/json-text.ts';
import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const render: Verb = {
  name: 'render',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'print a lab in which everything stands for itself: clusters, groups and repetitions written out',
  options: [jsonOption, setOption],
  examples: [['netlab render flannel-vxlan', 'what the cluster stands for']],
  async run({ args, options, out, cwd }) {
    const [{ findLab }, { explain }, { toPlain }, { toYaml }] = await Promise.all([
      import('../../../engine/find-lab.ts'),
      import('../../../engine/compile.ts'),
      import('../../../base/tree.ts'),
      import('./to-yaml.ts'),
    ]);
    const { bytes, file } = findLab(String(args[0]), cwd);
    const plain = toPlain(explain(bytes, file, options.set as string[] | undefined).explicit);
    out.result(options.json ? jsonText(plain) : toYaml(plain));
    return 0;
  },
};
