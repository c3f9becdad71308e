import { findLab } from '../../../engine/find-lab.ts';
import type { Call } from '../../verb.ts';
import { guideOf } from './guide.ts';

export async function runShow({ args, options, out, cwd }: Call): Promise<number> {
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
  const { lab } = compile(found.bytes, found.file, options.set as string[] | undefined, found.path);
  out.result(tree(topology(lab), out.paint, out.columns));
  const paint = out.notePaint;
  const next = [`netlab plan ${args[0]}`, `netlab up ${args[0]}`].map((line) => paint.command(line));
  out.note(`\n${paint.dim('next:')} ${next.join('   ')}`);
  return 0;
}
