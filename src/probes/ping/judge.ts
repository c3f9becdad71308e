/** Compares the output of one ping with the expected one. Pure, so tests can judge recorded output. */
import type { Status } from '../../model/report.ts';
import { holds, type Range, sayRange } from '../range.ts';
import type { ErrorKind, PingError, PingOutput } from './output.ts';

export type PingWord = 'ok' | 'timeout' | 'unreachable' | 'too-big' | 'prohibited';

export interface PingExpectation {
  /** `refused`: another node reports an error. */
  readonly outcome: PingWord | 'counted' | 'refused';
  readonly ttl?: Range | undefined;
  /** Percent. */
  readonly loss?: Range | undefined;
  readonly received?: Range | undefined;
  readonly mtu?: Range | undefined;
  /** The error must come from one of these. */
  readonly by?: { readonly names: readonly string[]; readonly addresses: readonly string[] } | undefined;
  readonly error?: ErrorKind | undefined;
}

export interface PingJudgement {
  readonly status: Status;
  readonly saw: string;
}

export function judgePing(output: PingOutput, wanted: PingExpectation, count: number): PingJudgement {
  const fault = faults.map((find) => find(output, wanted, count)).find((found) => found !== undefined);
  return { status: fault === undefined ? 'pass' : 'fail', saw: fault ?? describe(output) };
}

/** Each returns the observed result if it differs from the expected one. */
const faults: readonly ((o: PingOutput, w: PingExpectation, count: number) => string | undefined)[] = [
  (o, w) => {
    if (w.outcome === 'ok' || w.outcome === 'counted') return undefined;
    const right =
      o.received === 0 &&
      (w.outcome === 'timeout'
        ? o.sent > 0 && o.errors.length === 0
        : o.errors.length > 0 &&
          (w.outcome === 'refused' || o.errors.every((error) => error.kind === w.outcome)));
    return right ? undefined : describe(o);
  },
  (o, w, count) =>
    w.outcome === 'ok' && (o.received !== count || o.sent !== count || o.errors.some(isError))
      ? describe(o)
      : undefined,
  (o, w) =>
    w.outcome === 'ok' && (o.duplicates > 0 || o.replies.length > o.received)
      ? `${o.received} of ${o.sent} replies, duplicates: ${Math.max(o.duplicates, o.replies.length - o.received)}`
      : undefined,
  (o, w) => {
    const strange = w.outcome === 'ok' && o.replies.find((reply) => reply.strange);
    return strange ? `a reply from ${strange.from}, which is not the destination` : undefined;
  },
  (o, w) => {
    const wrong = w.ttl && o.replies.find((reply) => !holds(w.ttl!, reply.ttl));
    if (wrong) return `ttl ${wrong.ttl}`;
    return w.ttl && o.replies.length === 0 ? describe(o) : undefined;
  },
  (o, w) => (w.loss && (o.sent === 0 || !holds(w.loss, lossOf(o))) ? describe(o) : undefined),
  (o, w, count) =>
    w.received && (o.sent !== count || !holds(w.received, o.received)) ? describe(o) : undefined,
  (o, w) => {
    if (!w.mtu) return undefined;
    const mtu = o.errors.find((error) => error.mtu !== undefined)?.mtu;
    return mtu !== undefined && holds(w.mtu, mtu) ? undefined : describe(o);
  },
  (o, w) => (o.errors.every(rightly(w)) ? undefined : describe(o)),
];

const rightly = (w: PingExpectation) => (error: PingError) =>
  (!w.by || w.by.addresses.includes(error.by ?? '')) && (!w.error || error.kind === w.error);

/** A redirect is not an error: the packet was forwarded. */
const isError = (error: PingOutput['errors'][number]): boolean => error.kind !== 'redirect';

const lossOf = ({ sent, received }: PingOutput): number => ((sent - received) / sent) * 100;

function describe(o: PingOutput): string {
  const counts = `${o.sent} sent, ${o.received} received`;
  const [error] = o.errors;
  const said = error && `${error.text}${error.by ? `, from ${error.by}` : meaning(error.text)}`;
  if (o.received === 0) return said ? `${said} (${counts})` : `none (${counts})`;
  if (o.received < o.sent || said) return `${o.received} of ${o.sent} replies${said ? `, and ${said}` : ''}`;
  return o.received === 1 ? 'a reply' : `${o.received} replies`;
}

/** Explains an unclear error of the source node's kernel: neigh_alloc in net/core/neighbour.c. */
const meaning = (text: string): string =>
  text.startsWith('No buffer space available')
    ? ": the kernel's neighbor table, which all namespaces share, may be full (net.ipv4.neigh.default.gc_thresh3, or that of net.ipv6)"
    : '';

const words: Readonly<Record<PingWord | ErrorKind, string>> = {
  ok: 'a reply',
  timeout: 'no reply',
  unreachable: 'an unreachable error',
  'too-big': 'a too-big error',
  prohibited: 'a prohibited error',
  'ttl-exceeded': 'a TTL exceeded error',
  redirect: 'a redirect',
  other: 'an error',
};

export function sayPing(wanted: PingExpectation, count: number): string {
  const parts = [
    wanted.outcome === 'counted'
      ? ''
      : wanted.outcome === 'refused'
        ? wanted.error
          ? words[wanted.error]
          : 'an error'
        : wanted.outcome === 'ok' && count > 1
          ? `${count} replies`
          : words[wanted.outcome],
    wanted.ttl ? `ttl ${sayRange(wanted.ttl, 255)}` : '',
    wanted.received ? `${sayRange(wanted.received, count)} of ${count} replies` : '',
    wanted.loss ? `${sayRange(wanted.loss, 100)} % loss` : '',
    wanted.mtu ? `mtu ${sayRange(wanted.mtu, 65_535)}` : '',
    wanted.by ? `from ${wanted.by.names.join(' or ')}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
