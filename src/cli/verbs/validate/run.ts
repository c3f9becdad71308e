import { Refusal } from '../../../base/diagnostic.ts';
import { jsonText } from '../../../base/json-text.ts';
import { plural } from '../../../base/plural.ts';
import { compile } from '../../../engine/compile.ts';
import { findLab } from '../../../engine/find-lab.ts';
import { checkReasons, writtenReasons } from '../../../engine/written-reasons.ts';
import type { Call } from '../../verb.ts';
import { refusal } from '../../view/refusal.ts';

export async function runValidate({ args, options, out, cwd }: Call): Promise<number> {
  const results = (args[0] as readonly string[]).map((name) => {
    const found = findLab(name, cwd);
    const { file } = found;
    const sets = options.set as string[] | undefined;
    try {
      const { lab, plan } = compile(found.bytes, file, sets);
      checkReasons(writtenReasons(found), plan, sets);
      return {
        file,
        lab: lab.name,
        valid: true,
        nodes: lab.nodes.length,
        steps: plan.steps.length,
        checks: lab.checks.length,
        diagnostics: [],
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { file, valid: false, diagnostics: error.diagnostics };
    }
  });
  if (options.json) out.result(jsonText(results));
  else
    for (const result of results)
      if (result.valid)
        out.result(
          `${out.paint.good('ok')}  ${result.lab}: ${plural(result.nodes ?? 0, 'node')}, ${plural(result.steps ?? 0, 'step')}, ${plural(result.checks ?? 0, 'check')}`,
        );
      else out.note(refusal(result.diagnostics, cwd, out.notePaint));
  return results.every((result) => result.valid) ? 0 : 2;
}
