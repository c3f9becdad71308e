/** Compares the result of a flow with the expected one. Pure. */
import type { Status } from '../../model/report.ts';
import { holds, type Range, sayRange } from '../range.ts';
import { sayChance } from './chance.ts';
import type { FlowOutcome } from './keys.ts';

/** The response to one request. */
export interface FlowAnswer {
  readonly by?: string;
  readonly saw?: string;
  readonly status?: number;
  readonly body?: string;
  /** Location of the response, or of the last redirect that was followed. */
  readonly location?: string;
}

/** A line of the output of programs/flow.py. */
export interface FlowResult extends FlowAnswer {
  readonly id: string;
  readonly outcome: string;
  readonly error?: string;
  /** With several requests on one connection. */
  readonly answers?: readonly FlowAnswer[];
}

/** A source address, and how the lab names it. */
export interface Seen {
  readonly address: string;
  readonly name: string;
}

export interface Share extends Range {
  readonly node: string;
}

export interface FlowExpectation {
  readonly outcome: FlowOutcome;
  readonly by?: readonly string[];
  readonly saw?: Seen;
  /** By responder. */
  readonly sawBy?: Readonly<Record<string, Seen>>;
  readonly status?: Range;
  readonly body?: string;
  /** Of which the location is one. */
  readonly location?: readonly string[];
  /** Of several flows or requests: how many of them each node of `by` answers. */
  readonly shares?: readonly Share[];
  /** Of several flows or requests: whether one node answers all of them. */
  readonly same?: boolean;
  /** The chance that the check fails although each node is chosen as often as the others. */
  readonly chance?: number;
}

export interface FlowJudgement {
  readonly status: Status;
  readonly saw: string;
}

/** Address in canonical text. */
export type Canonical = (address: string) => string;

export function judgeFlow(result: FlowResult, wanted: FlowExpectation, canonical: Canonical): FlowJudgement {
  const saw = describeFlow(result);
  if (result.outcome === 'error') return { status: 'error', saw };
  if (result.outcome !== wanted.outcome) return { status: 'fail', saw };
  const seen = wanted.saw ?? wanted.sawBy?.[result.by ?? ''];
  const wrong =
    (wanted.by && !wanted.by.includes(result.by ?? '')) ||
    (seen && canonical(result.saw ?? '') !== seen.address) ||
    (wanted.status && (result.status === undefined || !holds(wanted.status, result.status))) ||
    (wanted.body !== undefined && !(result.body ?? '').includes(wanted.body)) ||
    (wanted.location && !wanted.location.includes(result.location ?? ''));
  // Without an expected status, a response with an error status fails.
  const failed = !wanted.status && (result.status ?? 200) >= 400;
  return { status: wrong || failed ? 'fail' : 'pass', saw: wrong ? `${saw}${bodyOf(result, wanted)}` : saw };
}

const bodyOf = (result: FlowResult, wanted: FlowExpectation): string =>
  wanted.body === undefined ? '' : `, body ${JSON.stringify((result.body ?? '').slice(0, 80))}`;

export function describeFlow(result: FlowResult): string {
  if (result.outcome === 'timeout') return 'no reply';
  if (result.outcome !== 'ok') return result.error ? `${result.outcome} (${result.error})` : result.outcome;
  const parts = [
    result.status === undefined ? '' : `status ${result.status}`,
    result.location === undefined ? '' : `location ${result.location}`,
    result.by === undefined ? '' : `answered by ${result.by}`,
    result.saw === undefined ? '' : `which saw ${result.saw}`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'a reply';
}

const words: Readonly<Record<FlowOutcome, string>> = {
  ok: 'a reply',
  timeout: 'no reply',
  refused: 'a refused connection',
  unreachable: 'an unreachable error',
  'too-big': 'a too-big error',
  prohibited: 'a prohibited error',
  reset: 'a reset',
};

/** `count` is the number of flows, or of requests on one connection. */
export function sayFlow(wanted: FlowExpectation, count: number): string {
  const { by, saw, sawBy, status, body, location, same, chance } = wanted;
  const parts = [
    by ? sayBy(by, wanted.shares ?? [], count) : '',
    same === undefined ? '' : same ? 'all from one node' : 'not all from one node',
    saw ? `seen as ${sayName(saw)}` : '',
    ...Object.entries(sawBy ?? {}).map(([node, seen]) => `${node} sees ${sayName(seen)}`),
    status ? `status ${sayRange(status, 599)}` : '',
    location ? `location ${location.join(' or ')}` : '',
    body === undefined ? '' : `with ${JSON.stringify(body)}`,
    chance === undefined ? '' : `fails by chance ${sayChance(chance)}`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : words[wanted.outcome];
}

const sayName = ({ name, address }: Seen): string => (name === address ? name : `${name} ${address}`);

function sayBy(by: readonly string[], shares: readonly Share[], count: number): string {
  if (shares.every(({ min }) => min === 0)) return `a reply from ${by.join(' or ')}`;
  const ranges = shares
    .filter(({ min, max }) => min !== 1 || max < count)
    .map((share) => `${share.node} ${sayRange(share, count)}`);
  const all = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(by);
  return `replies from ${all}${ranges.length > 0 ? ` (${ranges.join(', ')})` : ''}`;
}
