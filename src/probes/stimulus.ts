/**
 * The probes under `while:`, whose packets another probe observes: one, or a list that runs in order. A command in the
 * list can set the starting state: an empty fdb, no neighbor entry, a flushed route cache.
 */
import * as z from 'zod';
import type { ReferenceResolver } from '../model/context.ts';
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
  .describe('Probes to run meanwhile, which must pass; a list runs in order');

/** Programs that send packets and print the replies. They change no state except what packets change. */
const senders: readonly string[] = [
  'ping',
  'traceroute',
  'tracepath',
  'curl',
  'wget',
  'nc',
  'dig',
  'nslookup',
  'host',
];
const onlySends = (check: Check): boolean =>
  check.marked === true ||
  (check.probe === 'command' && check.tools.every((program) => senders.includes(program)));

export interface Stimulus {
  readonly checks: readonly Check[];
  readonly id: string;
  /** `ping red -> blue` */
  readonly title: string;
  /** Whether all its packets have a flow id. Those of a command do not, so no other check may run then. */
  readonly marked: boolean;
  /** The probes, if they only send packets: they may run beside those of other checks. */
  readonly meanwhile?: readonly Check[];
  /** One of the probes makes the events of the check. */
  readonly across?: true;
  /** Whether it expects no reply to any of its packets. */
  readonly silent: boolean;
  /** Its controls, which the observing check runs. */
  readonly controls: readonly Check[];
  readonly nodes: readonly string[];
  readonly tools: readonly string[];
}

/** Undefined if there is none, or an error was reported. */
export function stimulusOf(asker: ReferenceResolver): Stimulus | undefined {
  const checks = asker.checks('while');
  if (checks.length === 0) return undefined;
  const sent = checks.filter(({ marked }) => marked);
  return {
    checks,
    id: checks.map((check) => check.id).join('+'),
    title: checks.map((check) => `${check.probe} ${check.title}`).join(', '),
    marked: sent.length === checks.length,
    ...(checks.every(onlySends) ? { meanwhile: checks } : {}),
    ...(checks.some(({ across }) => across) ? { across: true as const } : {}),
    silent: sent.length > 0 && sent.every((check) => check.negative),
    controls: checks.flatMap(({ controls }) => controls ?? []),
    nodes: [...new Set(checks.flatMap((check) => check.nodes))],
    tools: [...new Set(checks.flatMap((check) => check.tools))],
  };
}

/** The fields of the observing check that follow from the probes under its `while`. */
export const alongside = (
  stimulus: Stimulus | undefined,
): Pick<Check, 'meanwhile' | 'across'> & { readonly wait?: number } => ({
  ...(stimulus?.meanwhile ? { meanwhile: stimulus.meanwhile } : {}),
  ...(stimulus?.across
    ? { across: stimulus.across, wait: Math.max(...stimulus.checks.map(({ within }) => within)) }
    : {}),
});

/**
 * A probe under `while` that expects no reply does not prove that its packets were sent. Observed packets prove it if
 * only this probe can cause them. Otherwise the probe needs controls; without them it is an error.
 */
export function proveSent(
  { checks, silent }: Stimulus,
  { seen }: { /** Whether the observing check requires packets. */ readonly seen: boolean },
  asker: ReferenceResolver,
): boolean {
  const unproved = checks.find((check) => check.negative && check.controls === undefined);
  if (!unproved || (seen && silent)) return true;
  asker.refuse({
    code: 'silent-stimulus',
    message: `no proof that the packets of ${unproved.probe} (${unproved.title}) are sent: it expects no reply, and ${seen ? 'another probe may cause the expected packets' : 'no packets are expected here'}`,
    at: asker.at('while'),
    hint: 'add a control to the probe under while, or expect a packet that only this probe can cause',
  });
  return false;
}

/** Runs the probes. Returns the verdict of the first that did not pass. */
export async function stimulate(
  { checks }: Stimulus,
  runner: Runner,
  onMark: (mark: number) => void,
): Promise<Verdict | undefined> {
  for (const check of checks) {
    const verdict = await runner.check(check, onMark);
    if (verdict.status !== 'pass') return sayFailed(check, verdict);
  }
  return undefined;
}

/** The verdict of the observing check if a probe under its `while` did not pass. */
export const sayFailed = ({ probe, title }: Check, verdict: Verdict): Verdict => ({
  ...verdict,
  saw: `its ${probe} (${title}): ${verdict.saw}`,
});
