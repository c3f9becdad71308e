import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const graph: Verb = {
  name: 'graph',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'draw the topology: nodes, interfaces, addresses, links and tunnels',
  options: [['--format <format>', 'output format', ['text', 'mermaid', 'json']], jsonOption, setOption],
  examples: [
    ['netlab graph flannel-vxlan', 'in the terminal'],
    ['netlab graph flannel-vxlan --format mermaid', 'for a Markdown file or mermaid.live'],
  ],
  async run(call) {
    const { runGraph } = await import('./run.ts');
    return runGraph(call);
  },
};
