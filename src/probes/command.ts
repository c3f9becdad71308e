/** Any command in a node: its exit code, lines of its output, or parts of its JSON output. */
import * as z from 'zod';
import { command as commandText, integer, nodeName, text } from '../base/scalar.ts';
import type { Verdict } from '../model/report.ts';
import { couldNotRun, isMissing } from './could-not-run.ts';
import { holdsJson } from './json-part.ts';
import { findMissing, linePattern } from './line-pattern.ts';
import { defineProbe } from './probe.ts';
import { oneNode } from './show.ts';

const schema = z.strictObject({
  at: nodeName().describe('Node that runs the command'),
  run: commandText().describe('Command to run, without a shell'),
  expect: z
    .strictObject({
      exit: integer(0, 255).default(0).describe('Exit code'),
      lines: z
        .array(text())
        .optional()
        .describe('Texts that lines of the output must contain; /.../ is a regular expression in RE2 syntax'),
      json: z.any().optional().describe('JSON that the output must contain; more keys and items are allowed'),
    })
    .prefault({})
    .describe('Expected output and exit code'),
});
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface ProbeBodies {
    command: z.input<typeof schema>;
  }
}

interface Question {
  readonly node: string;
  readonly argv: readonly string[];
  readonly exit: number;
  readonly lines: readonly string[];
  /** JSON as text, to distinguish `null` from a missing value. */
  readonly json?: string;
}

export const command = defineProbe<Spec, Question>({
  name: 'command',
  about: 'Any command: its exit code, its output',
  trust: { asks: 'its command runs' },
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    const argv = asker.argv(spec.run, asker.at('run'));
    const [program] = argv;
    if (program === undefined)
      asker.refuse({
        code: 'empty-command',
        message: 'the command is empty',
        at: asker.at('run'),
      });
    const lines = (spec.expect.lines ?? []).map((line, i) => {
      const read = asker.text(line, asker.at('expect', 'lines', i));
      const pattern = linePattern(read);
      if ('fault' in pattern)
        asker.refuse({ code: 'bad-pattern', message: pattern.fault, at: asker.at('expect', 'lines', i) });
      return read;
    });
    if (node === undefined || program === undefined) return undefined;
    const { exit, json } = spec.expect;
    const typed = argv.join(' ');
    return {
      question: { node, argv, exit, lines, ...(json === undefined ? {} : { json: JSON.stringify(json) }) },
      id: `${node}/${typed}`,
      title: `${node} ${typed}`,
      expected: [
        `exit ${exit}`,
        ...lines.map((line) => JSON.stringify(line)),
        ...(json === undefined ? [] : [JSON.stringify(json)]),
      ].join(', '),
      looks: true,
      nodes: [node],
      tools: [program],
    };
  },
  async run({ node, argv, exit, lines, json }, runner): Promise<Verdict> {
    const outcome = await runner.exec(node, argv, {
      timeout: Math.max(runner.patience, 10_000),
      names: true,
      output: { most: 8 << 20, beyond: 'end' },
    });
    const [program = ''] = argv;
    const output = `${outcome.stdout}${outcome.stderr}`;
    const evidence = [{ command: runner.typed(node, argv), output: output.trimEnd() }];
    if (outcome.timedOut || outcome.exit === null || isMissing(program, outcome))
      return { ...couldNotRun(program, outcome), evidence };
    if (outcome.exit !== exit) return { status: 'fail', saw: `exit ${outcome.exit}`, evidence };
    const found = await findMissing(output, lines);
    if ('tooLong' in found)
      return {
        status: 'error',
        saw: `${output.length} characters of output are too many to search for ${found.tooLong}: print less, or use a shorter expression`,
        evidence,
      };
    const { missing } = found;
    if (missing.length > 0)
      return {
        status: 'fail',
        saw: `no line with ${missing.map((line) => JSON.stringify(line)).join(' or ')}`,
        evidence,
      };
    const difference = json === undefined ? undefined : holdsJson(JSON.parse(json), outcome.stdout);
    if (difference !== undefined) return { status: 'fail', saw: difference, evidence };
    return { status: 'pass', saw: `exit ${exit}`, evidence };
  },
});
