import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const plan: Verb = {
  name: 'plan',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'print the commands that build a lab, in order, each with its reason',
  options: [
    ['--node <node>', 'only the steps of this node'],
    ['--all', 'also what every lab begins with: node names, baseline settings'],
    ['--format <format>', 'pretty, sh (a script that builds the lab) or json', ['pretty', 'sh', 'json']],
    ['--down', 'with --format sh: the script that takes the lab away'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab plan flannel-vxlan --node node1', 'what happens in one node'],
    ['netlab plan flannel-vxlan --format sh > up.sh', 'a script to read, or to run'],
  ],
  async run({ args, options, out, cwd }) {
    const [{ findLab }, { compile }, { suggest }, { UsageError }, view, script] = await Promise.all([
      import('../../../engine/find-lab.ts'),
      import('../../../engine/compile.ts'),
      import('../../../base/suggest.ts'),
      import('../../../engine/usage-error.ts'),
      import('./view.ts'),
      import('../../../plan/script.ts'),
    ]);
    const { bytes, file } = findLab(String(args[0]), cwd);
    const { plan: built } = compile(bytes, file, options.set as string[] | undefined);
    const node = options.node as string | undefined;
    const names = built.nodes.map((one) => one.name);
    if (node !== undefined && !names.includes(node)) {
      const near = suggest(node, names);
      throw new UsageError(
        `${built.lab} has no node "${node}"`,
        `${near ? `did you mean "${near}"?  ` : ''}nodes: ${names.join(', ')}`,
      );
    }
    const format = options.json ? 'json' : ((options.format as string | undefined) ?? 'pretty');
    if (format === 'sh') out.result(options.down ? script.removeScript(built) : script.buildScript(built));
    else if (format === 'json') out.result(view.planJson(built, node));
    else out.result(view.plan(built, out.paint, { node, all: options.all === true }));
    return 0;
  },
};
