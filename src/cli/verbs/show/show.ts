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
  async run({ args, options, out, cwd }) {
    const [{ findLab }, { guideOf }] = await Promise.all([
      import('../../../engine/find-lab.ts'),
      import('./guide.ts'),
    ]);
    const found = findLab(String(args[0]), cwd);
    const guide = guideOf(found.path);
    if (guide !== undefined) {
      const { markdown } = await import('./markdown/markdown.ts');
      out.result(markdown(guide, out.paint, out.columns));
      return 0;
    }
    const [{ compile }, { topology }, { tree }] = await Promise.all([
      import('../../../engine/compile.ts'),
      import('../../view/graph/topology.ts'),
      import('../../view/graph/tree.ts'),
    ]);
    const { lab } = compile(found.bytes, found.file, options.set as string[] | undefined);
    out.result(tree(topology(lab), out.paint, out.columns));
    const paint = out.notePaint;
    const next = [`netlab plan ${args[0]}`, `netlab up ${args[0]}`].map((line) => paint.command(line));
    out.note(`\n${paint.dim('next:')} ${next.join('   ')}`);
    return 0;
  },
};
