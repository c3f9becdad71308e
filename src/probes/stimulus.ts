/**
 * The probes under `while:`, whose packets another probe watches: one, or a list that runs in its order. A command in the list can
 * bring about what a mechanism begins from: an empty fdb, no neighbor entry, a flushed route cache.
 */
import * as z from 'zod';
import type { Asker } from '../model/context.ts';
import type { Check } from '../model/lab.ts';
import type { Verdict } from '../model/report.ts';
import type { Runner } from './probe.ts';

const one = { $ref: '#/$defs/probe' };

export const whileKey = z
  .any()
  .meta({
    editor: { anyOf: [one, { type: 'array', items: one, minItems: 1 }] },
    title: 'probe, or a list of them',
  })
  .describe('What runs meanwhile and must pass; several run one after the other');

/** Probes whose packets carry a mark: an ICMP id or a source port of their own. */
const marked: readonly string[] = ['ping', 'tcp', 'udp', 'http'];
const isMarked = (check: Check): boolean => marked.includes(check.probe);

export interface Stimulus {
  readonly checks: readonly Check[];
  readonly id: string;
  /** `ping red -> blue` */
  readonly title: string;
  /** Each of its packets can be known by a mark; a command's cannot, so nothing else may run then. */
  readonly marked: boolean;
  /** No answer is expected to anything that it sends. */
  readonly silent: boolean;
  /** Its controls, to be asked by whoever watches it. */
  readonly controls: readonly Check[];
  readonly nodes: readonly string[];
  readonly tools: readonly string[];
}

/** undefined where there is none, or one was refused. */
export function stimulusOf(asker: Asker): Stimulus | undefined {
  const checks = asker.checks('while');
  if (checks.length === 0) return undefined;
  const sent = checks.filter(isMarked);
  return {
    checks,
    id: checks.map((check) => check.id).join('+'),
    title: checks.map((check) => `${check.probe} ${check.title}`).join(', '),
    marked: sent.length === checks.length,
    silent: sent.length > 0 && sent.every((check) => check.negative),
    controls: checks.flatMap(({ controls }) => controls ?? []),
    nodes: [...new Set(checks.flatMap((check) => check.nodes))],
    tools: [...new Set(checks.flatMap((check) => check.tools))],
  };
}

/**
 * A probe under `while` that awaits no answer says itself nothing of whether it was sent. What is watched for tells, where only
 * this probe can have caused it; otherwise the probe needs controls, and without them it is refused.
 */
export function proveSent(
  { checks, silent }: Stimulus,
  { seen }: { /** What is watched for must come. */ readonly seen: boolean },
  asker: Asker,
): boolean {
  const unproved = checks.find((check) => check.negative && check.controls === undefined);
  if (!unproved || (seen && silent)) return true;
  asker.refuse({
    code: 'silent-stimulus',
    message: `nothing shows that its ${unproved.probe} (${unproved.title}) was sent: it awaits no answer, and ${seen ? 'another probe may cause what is expected here' : 'nothing is expected here'}`,
    at: asker.at('while'),
    hint: 'add a control to the probe under while, or expect here a packet that only this probe can cause',
  });
  return false;
}

/** Sends it; the verdict is that of the first which did not pass. */
export async function stimulate(
  { checks }: Stimulus,
  runner: Runner,
  onMark: (mark: number) => void,
): Promise<Verdict | undefined> {
  for (const check of checks) {
    const verdict = await runner.check(check, onMark);
    if (verdict.status !== 'pass')
      return { ...verdict, saw: `its ${check.probe} (${check.title}): ${verdict.saw}` };
  }
  return undefined;
}
