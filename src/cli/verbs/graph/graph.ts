import { jsonText } from '../../../base/json-text.ts';
import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const graph: Verb = {
  name: 'graph',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'what is joined to what: nodes, interfaces, addresses, cables and tunnels',
  options: [
    ['--format <format>', 'text, mermaid or json', ['text', 'mermaid', 'json']],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab graph flannel-vxlan', 'in the terminal'],
    ['netlab graph flannel-vxlan --format mermaid', 'for a Markdown file or mermaid.live'],
  ],
  async run({ args, options, out, cwd }) {
    const [{ findLab }, { compile }, { topology }, { tree }, { mermaid }] = await Promise.all([
      import('../../../engine/find-lab.ts'),
      import('../../../engine/compile.ts'),
      import('../../view/graph/topology.ts'),
      import('../../view/graph/tree.ts'),
      import('../../view/graph/mermaid.ts'),
    ]);
    const { bytes, file } = findLab(String(args[0]), cwd);
    const shown = topology(compile(bytes, file, options.set as string[] | undefined).lab);
    const formats: Readonly<Record<string, () => string>> = {
      text: () => tree(shown, out.paint, out.columns),
      mermaid: () => mermaid(shown),
      json: () => jsonText(shown),
    };
    out.result(formats[options.json ? 'json' : String(options.format ?? 'text')]!());
    return 0;
  },
};
