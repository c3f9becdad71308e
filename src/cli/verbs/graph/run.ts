import { jsonText } from '../../../base/json-text.ts';
import { compile } from '../../../engine/compile.ts';
import { findLab } from '../../../engine/find-lab.ts';
import type { Call } from '../../verb.ts';
import { mermaid } from '../../view/graph/mermaid.ts';
import { topology } from '../../view/graph/topology.ts';
import { tree } from '../../view/graph/tree.ts';

export async function runGraph({ args, options, out, cwd }: Call): Promise<number> {
  const { bytes, file, path } = findLab(String(args[0]), cwd);
  const shown = topology(compile(bytes, file, options.set as string[] | undefined, path).lab);
  const formats: Readonly<Record<string, () => string>> = {
    text: () => tree(shown, out.paint, out.columns),
    mermaid: () => mermaid(shown),
    json: () => jsonText(shown),
  };
  out.result(formats[options.json ? 'json' : String(options.format ?? 'text')]!());
  return 0;
}
