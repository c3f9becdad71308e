import { jsonText } from '../../../base/json-text.ts';
import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const validate: Verb = {
  name: 'validate',
  args: [['<lab...>', 'shipped labs, YAML files, or folders with a lab.yaml']],
  about: 'check labs without building anything; exit 2 tells every fault',
  options: [jsonOption, setOption],
  examples: [
    ['netlab validate flannel-vxlan', 'a shipped lab'],
    ['netlab validate labs/*/lab.yaml', 'many files'],
  ],
  async run({ args, options, out, cwd }) {
    const [{ findLab }, { compile }, { checkReasons, writtenReasons }, { Refusal }, { refusal }, { plural }] =
      await Promise.all([
        import('../../../engine/find-lab.ts'),
        import('../../../engine/compile.ts'),
        import('../../../engine/written-reasons.ts'),
        import('../../../base/diagnostic.ts'),
        import('../../view/refusal.ts'),
        import('../../../base/plural.ts'),
      ]);
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
  },
};
