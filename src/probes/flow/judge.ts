/** Compares the result of a flow with the expected one. Pure. */
import type { Status } from '../../model/report.ts';
import { holds, type Range, sayRange } from '../range.ts';

/** A line of the output of programs/flow.py. */
export interface FlowResult {
  readonly id: string;
  readonly outcome: string;
  readonly by?: string;
  readonly saw?: string;
  readonly status?: number;
  readonly body?: string;
  readonly error?: string;
}

export interface FlowExpectation {
  readonly outcome: 'ok' | 'timeout' | 'refused' | 'unreachable' | 'too-big' | 'prohibited' | 'reset';
  readonly by?: readonly string[];
  readonly saw?: { readonly address: string; readonly name: string };
  readonly status?: Range;
  readonly body?: string;
}

export function judgeFlow(
  result: FlowResult,
  wanted: FlowExpectation,
  canonical: (address: string) => string,
): { readonly status: Status; readonly saw: string } {
  const saw = describe(result);
  if (result.outcome === 'error') return { status: 'error', saw };
  if (result.outcome !== wanted.outcome) return { status: 'fail', saw };
  const wrong =
    (wanted.by && !wanted.by.includes(result.by ?? '')) ||
    (wanted.saw && canonical(result.saw ?? '') !== wanted.saw.address) ||
    (wanted.status && (result.status === undefined || !holds(wanted.status, result.status))) ||
    (wanted.body !== undefined && !(result.body ?? '').includes(wanted.body));
  // Without an expected status, a response with an error status fails.
  const failed = !wanted.status && (result.status ?? 200) >= 400;
  return { status: wrong || failed ? 'fail' : 'pass', saw: wrong ? `${saw}${bodyOf(result, wanted)}` : saw };
}

const bodyOf = (result: FlowResult, wanted: FlowExpectation): string =>
  wanted.body === undefined ? '' : `, body ${JSON.stringify((result.body ?? '').slice(0, 80))}`;

function describe(result: FlowResult): string {
  if (result.outcome === 'timeout') return 'no reply';
  if (result.outcome !== 'ok') return result.error ? `${result.outcome} (${result.error})` : result.outcome;
  const parts = [
    result.status === undefined ? '' : `status ${result.status}`,
    result.by === undefined ? '' : `answered by ${result.by}`,
    result.saw === undefined ? '' : `which saw ${result.saw}`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'a reply';
}

const words: Readonly<Record<FlowExpectation['outcome'], string>> = {
  ok: 'a reply',
  timeout: 'no reply',
  refused: 'a refused connection',
  unreachable: 'an unreachable error',
  'too-big': 'a too-big error',
  prohibited: 'a prohibited error',
  reset: 'a reset',
};

export function sayFlow(wanted: FlowExpectation): string {
  const { by, saw, status, body } = wanted;
  const parts = [
    by ? `a reply from ${by.join(' or ')}` : '',
    saw ? `seen as ${saw.name === saw.address ? '' : `${saw.name} `}${saw.address}` : '',
    status ? `status ${sayRange(status, 599)}` : '',
    body === undefined ? '' : `with ${JSON.stringify(body)}`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : words[wanted.outcome];
}
