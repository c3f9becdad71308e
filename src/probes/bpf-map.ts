/**
 * An entry of a BPF map, read with bpftool: its value, or how much its number increases while another probe runs. Programs of all
 * packets share a counter, so the check runs alone and is not retried.
 */
import * as z from 'zod';
import { nodeName, word } from '../base/scalar.ts';
import { byteTypes, typedBytes } from '../base/typed-bytes.ts';
import type { ReferenceResolver } from '../model/context.ts';
import { labFolderPath, pinned } from '../model/lab-programs.ts';
import type { Evidence, Verdict } from '../model/report.ts';
import { couldNotRun } from './could-not-run.ts';
import { defineProbe, type Runner } from './probe.ts';
import { holds, type Range, range, sayRange } from './range.ts';
import { oneNode } from './show.ts';
import { alongside, proveSent, type Stimulus, stimulate, stimulusOf, whileKey } from './stimulus.ts';

const most = Number.MAX_SAFE_INTEGER;

const schema = z.strictObject({
  at: nodeName().describe('Node whose `bpf` has the map'),
  map: z.string().describe('Map'),
  key: z.string().describe('Typed values, as in the maps of `bpf`'),
  while: whileKey.optional(),
  expect: z
    .union([
      word(['none']),
      z.strictObject({ increase: range(0, most).describe('How much the number increases meanwhile') }),
      z.strictObject({ value: z.string().describe('Typed values: the bytes of the entry') }),
    ])
    .optional()
    .describe('none: no entry (default: the number increases)'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly map: string;
  readonly argv: readonly string[];
  readonly stimulus?: Stimulus;
  readonly expect:
    | { readonly increase: Range }
    | { readonly bytes: readonly number[]; readonly text: string }
    | 'none';
}

export const bpfMapProbe = defineProbe<Spec, Question>({
  name: 'bpf-map',
  about: 'An entry of a BPF map, or how much its number increases while another probe runs',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    const stimulus = spec.while === undefined ? undefined : stimulusOf(asker);
    const key = bytesAt(spec.key, ['key'], asker);
    const expect = expectationOf(spec, asker);
    if (node === undefined || !key || !expect || (spec.while !== undefined && !stimulus)) return undefined;
    const increase = expect !== 'none' && 'increase' in expect ? expect.increase : undefined;
    if (stimulus && !proveSent(stimulus, { seen: (increase?.min ?? 0) > 0 }, asker)) return undefined;
    const title = asker.text(spec.key, asker.at('key')).trim();
    const pin = `${pinned(labFolderPath(asker.labName), node, 'maps')}/${spec.map}`;
    const meanwhile = stimulus ? `/while/${stimulus.id}` : '';
    return {
      question: {
        map: spec.map,
        argv: ['bpftool', '-j', 'map', 'lookup', 'pinned', pin, 'key', ...key.map(String)],
        ...(stimulus ? { stimulus } : {}),
        expect,
      },
      id: `${node}/${spec.map}/${title}${meanwhile}`,
      title: `${node} ${spec.map} ${title}`,
      expected: sayExpected(expect),
      ...(stimulus ? { controls: stimulus.controls } : { looks: true as const }),
      ...alongside(stimulus),
      ...(increase ? { alone: true, once: true } : {}),
      nodes: [...new Set([node, ...(stimulus?.nodes ?? [])])],
      tools: ['bpftool', ...(stimulus?.tools ?? [])],
    };
  },
  async run({ argv, map, stimulus, expect }, runner) {
    const before = await look(argv, runner);
    if ('verdict' in before) return before.verdict;
    const failed = stimulus && (await stimulate(stimulus, runner, () => {}));
    if (failed) return failed;
    const after = await look(argv, runner);
    if ('verdict' in after) return after.verdict;
    const evidence = [...(stimulus ? [before.evidence] : []), after.evidence];
    const judged = (passed: boolean, saw: string): Verdict => ({
      status: passed ? 'pass' : 'fail',
      saw,
      evidence,
    });
    if (after.missing) return judged(false, `no map ${map}`);
    if (expect === 'none') return judged(!after.bytes, after.bytes ? after.bytes.join(' ') : 'none');
    if (!after.bytes) return judged(false, 'no entry');
    if ('bytes' in expect)
      return judged(after.bytes.join() === expect.bytes.join(), `bytes ${after.bytes.join(' ')}`);
    if (after.bytes.length > 8)
      return {
        status: 'error',
        saw: `the value has ${after.bytes.length} bytes and is not a number`,
        evidence,
      };
    const increase = numberOf(after.bytes) - numberOf(before.bytes ?? []);
    return judged(holds(expect.increase, increase), `an increase of ${increase}`);
  },
});

function expectationOf(spec: Spec, asker: ReferenceResolver): Question['expect'] | undefined {
  const { expect = { increase: { min: 1, max: most } } } = spec;
  if (expect === 'none') return expect;
  if ('value' in expect) {
    const bytes = bytesAt(expect.value, ['expect', 'value'], asker);
    return bytes && { bytes, text: expect.value };
  }
  if (spec.while !== undefined) return expect;
  asker.refuse({
    code: 'no-stimulus',
    message: 'a number increases only while something runs',
    at: asker.at(),
    hint: 'add while with a probe, or expect: { value: ... }',
  });
  return undefined;
}

function bytesAt(
  text: string,
  path: readonly string[],
  asker: ReferenceResolver,
): readonly number[] | undefined {
  const at = asker.at(...path);
  const found = typedBytes(asker.text(text, at));
  if ('bytes' in found) return found.bytes;
  asker.refuse({
    code: 'typed-bytes',
    message: `invalid ${path.at(-1)}: ${found.fault}`,
    at,
    hint: `write types and values in turn: ${byteTypes}`,
  });
  return undefined;
}

const sayExpected = (expect: Question['expect']): string =>
  expect === 'none'
    ? 'none'
    : 'bytes' in expect
      ? expect.text
      : `an increase of ${sayRange(expect.increase, most)}`;

interface Entry {
  /** Undefined: no entry. */
  readonly bytes?: readonly number[];
  readonly missing: boolean;
  readonly evidence: Evidence;
}

/** Outside of the node: a node with files of its own does not see the file system of the lab's programs. */
async function look(argv: readonly string[], runner: Runner): Promise<Entry | { readonly verdict: Verdict }> {
  const outcome = await runner.exec(null, argv, { timeout: 5000 });
  const evidence = { command: runner.typed(null, argv), output: (outcome.stdout || outcome.stderr).trim() };
  const found = outcome.timedOut ? undefined : read(outcome.stdout);
  if (!found) return { verdict: { ...couldNotRun('bpftool', outcome), evidence: [evidence] } };
  return { ...found, evidence };
}

function read(text: string): Pick<Entry, 'bytes' | 'missing'> | undefined {
  try {
    const found = JSON.parse(text);
    if (found === null) return { missing: false };
    if (Array.isArray(found.value)) return { bytes: found.value.map(Number), missing: false };
    return /No such file or directory/.test(found.error) ? { missing: true } : undefined;
  } catch {
    return undefined;
  }
}

/** Little-endian. */
const numberOf = (bytes: readonly number[]): number => bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
