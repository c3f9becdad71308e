/**
 * Common part of probes that run one command and read its JSON: `ip -j` and `bridge -j`. They share the handling of
 * output that is not JSON, and the comparison of rows with the expected facts.
 */
import { kernelJson } from '../base/kernel-json.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Outcome } from '../model/place.ts';
import type { Verdict } from '../model/report.ts';
import { couldNotRun } from './could-not-run.ts';
import { differing, type Facts, sayFacts, sayWanted, type Wanted } from './facts.ts';
import type { Runner } from './probe.ts';

// biome-ignore lint/suspicious/noExplicitAny: the output of ip and bridge; each probe reads its fields.
export type ShownRow = Readonly<Record<string, any>>;

/** `none`, or the facts that one row must have. */
export type Expectation = 'none' | Wanted;

export interface Shown {
  readonly node: string;
  readonly argv: readonly string[];
  readonly expect: Expectation;
  /** The facts of the relevant rows. */
  readonly read: (rows: readonly ShownRow[]) => readonly Facts[];
  /** The rows that a failure means: some commands fail if they find nothing. */
  readonly failure?: (outcome: Outcome) => readonly ShownRow[] | undefined;
}

const patience = 5000;

export async function show(shown: Shown, runner: Runner): Promise<Verdict> {
  const outcome = await runner.exec(shown.node, shown.argv, { timeout: patience });
  const evidence = [
    { command: runner.typed(shown.node, shown.argv), output: `${outcome.stdout}${outcome.stderr}`.trim() },
  ];
  const rows = readRows(outcome) ?? shown.failure?.(outcome);
  if (!rows) return { ...couldNotRun(shown.argv[0]!, outcome), evidence };
  return { ...judgeRows(shown.read(rows), shown.expect), evidence };
}

export function judgeRows(found: readonly Facts[], expect: Expectation): Pick<Verdict, 'status' | 'saw'> {
  if (expect === 'none') {
    const [first] = found;
    if (!first) return { status: 'pass', saw: 'none' };
    const others = found.length - 1;
    return { status: 'fail', saw: `${sayFacts(first)}${others > 0 ? `, and ${others} more` : ''}` };
  }
  const byFaults = found
    .map((row) => ({ row, wrong: differing(expect, row) }))
    .sort((a, b) => a.wrong.length - b.wrong.length);
  const [best] = byFaults;
  if (!best) return { status: 'fail', saw: 'none' };
  const names = Object.keys(expect);
  if (best.wrong.length > 0) return { status: 'fail', saw: sayFacts(best.row, best.wrong) };
  return { status: 'pass', saw: sayFacts(best.row, names.length > 0 ? names : undefined) };
}

/** Undefined if the command failed. Empty output means no rows: `ip -j` prints nothing for some empty lists. */
function readRows(outcome: Outcome): readonly ShownRow[] | undefined {
  if (outcome.exit !== 0 || outcome.timedOut) return undefined;
  if (outcome.stdout.trim() === '') return [];
  try {
    const value: unknown = kernelJson(outcome.stdout);
    return (Array.isArray(value) ? value : [value]).filter(
      (row): row is ShownRow => typeof row === 'object' && row !== null && Object.keys(row).length > 0,
    );
  } catch {
    return undefined; // not JSON: reported as a command that could not run, with its output
  }
}

export const sayExpectation = (expect: Expectation, some: string): string =>
  expect === 'none' ? 'none' : sayWanted(expect) || some;

/** The one node of `ref`; undefined, with an error, if a selector matches several. */
export function oneNode(ref: string, asker: ReferenceResolver): string | undefined {
  const nodes = asker.select(ref, asker.at('at'));
  if (nodes.length > 1)
    asker.refuse({
      code: 'several-nodes',
      message: `"${ref}" selects ${nodes.length} nodes; this probe needs exactly one`,
      at: asker.at('at'),
      known: nodes,
    });
  return nodes.length === 1 ? nodes[0] : undefined;
}

/** For entries that packets create: their absence would also pass in a network that is down. */
export const noneOf = (example: string) => ({ needsControl: example, answered: false }) as const;
