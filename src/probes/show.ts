/**
 * Probes that ask a node's kernel one question and read JSON: `ip -j` and `bridge -j`. They share how an answer that is no
 * JSON becomes an error, and how rows are compared with what is wanted.
 */
import { kernelJson } from '../base/kernel-json.ts';
import type { Asker } from '../model/context.ts';
import type { Outcome } from '../model/place.ts';
import type { Verdict } from '../model/report.ts';
import { couldNotRun } from './could-not-run.ts';
import { differing, type Facts, sayFacts, sayWanted, type Wanted } from './facts.ts';
import type { Runner } from './probe.ts';

// biome-ignore lint/suspicious/noExplicitAny: what ip and bridge print; each probe reads the fields it knows.
export type Row = Readonly<Record<string, any>>;

/** `none`, or facts that one row must have. */
export type Expectation = 'none' | Wanted;

export interface Shown {
  readonly node: string;
  readonly argv: readonly string[];
  readonly expect: Expectation;
  /** The facts of the rows that are asked about. */
  readonly read: (rows: readonly Row[]) => readonly Facts[];
  /** Rows that a failure stands for: a command that finds nothing may say so by failing. */
  readonly failure?: (outcome: Outcome) => readonly Row[] | undefined;
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

/** undefined where the command failed. No output at all is no row: `ip -j` prints nothing for some empty lists. */
export function readRows(outcome: Outcome): readonly Row[] | undefined {
  if (outcome.exit !== 0 || outcome.timedOut) return undefined;
  if (outcome.stdout.trim() === '') return [];
  try {
    const value: unknown = kernelJson(outcome.stdout);
    return (Array.isArray(value) ? value : [value]).filter(
      (row): row is Row => typeof row === 'object' && row !== null && Object.keys(row).length > 0,
    );
  } catch {
    return undefined; // not JSON: said as a command that could not run, with its output
  }
}

export const sayExpectation = (expect: Expectation, some: string): string =>
  expect === 'none' ? 'none' : sayWanted(expect) || some;

/** The one node that is asked; undefined, and refused, where a selector stands for several. */
export function oneNode(ref: string, asker: Asker): string | undefined {
  const nodes = asker.select(ref, asker.at('at'));
  if (nodes.length > 1)
    asker.refuse({
      code: 'several-nodes',
      message: `"${ref}" stands for ${nodes.length} nodes, and this asks one`,
      at: asker.at('at'),
      known: nodes,
    });
  return nodes.length === 1 ? nodes[0] : undefined;
}

/** Entries that packets make: that there is none is so in a dead network, too. */
export const noneOf = (example: string) => ({ needsControl: example, answered: false }) as const;

/** What looks at state and sends nothing. */
export const looksOnly = { negative: false, alone: false, once: false, looks: true } as const;
