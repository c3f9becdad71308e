import { suggest } from '../../../base/suggest.ts';
import { compile } from '../../../engine/compile.ts';
import { findLab } from '../../../engine/find-lab.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import { buildScript, removeScript } from '../../../plan/script.ts';
import type { Call } from '../../verb.ts';
import { planJson, planText } from './view.ts';

export async function runPlan({ args, options, out, cwd }: Call): Promise<number> {
  const { bytes, file, path } = findLab(String(args[0]), cwd);
  const { plan: built, lab } = compile(bytes, file, options.set as string[] | undefined, path);
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
  if (format === 'sh') out.result(options.down ? removeScript(built) : buildScript(built));
  else if (format === 'json') out.result(planJson(built, node, lab.checks));
  else out.result(planText(built, out.paint, { node, all: options.all === true, checks: lab.checks }));
  return 0;
}
