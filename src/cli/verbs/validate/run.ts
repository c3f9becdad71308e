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
      const { lab, plan, warnings } = compile(found.bytes, file, sets, found.path);
      checkReasons(writtenReasons(found), plan, sets);
      if (options.failOnWarning && warnings.length > 0)
        return { file, valid: false, diagnostics: warnings, warnings: [] };
      return {
        file,
        lab: lab.name,
        valid: true,
        nodes: lab.nodes.length,
        steps: plan.steps.length,
        checks: lab.checks.length,
        diagnostics: [],
        warnings,
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { file, valid: false, diagnostics: error.diagnostics, warnings: [] };
    }
  });
  if (options.json) out.result(jsonText(results));
  else
    for (const { valid, lab, nodes = 0, steps = 0, checks = 0, diagnostics, warnings } of results) {
      if (warnings.length > 0) out.note(refusal(warnings, cwd, out.notePaint, 'warn'));
      if (diagnostics.length > 0) out.note(refusal(diagnostics, cwd, out.notePaint));
      if (!valid) continue;
      const counted = [plural(nodes, 'node'), plural(steps, 'step'), plural(checks, 'check')];
      if (warnings.length > 0) counted.push(plural(warnings.length, 'warning'));
      out.result(`${out.paint.good('ok')}  ${lab}: ${counted.join(', ')}`);
    }
  return results.every((result) => result.valid) ? 0 : 2;
}
