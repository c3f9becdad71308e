/** Judges the output of programs/dns.py. */
import { formatIp, parseIp } from '../../base/cidr.ts';
import type { Verdict } from '../../model/report.ts';
import { holds, type Range, sayRange } from '../range.ts';

export const statuses = [
  'NOERROR',
  'NODATA',
  'NXDOMAIN',
  'REFUSED',
  'SERVFAIL',
  'timeout',
  'unreachable',
] as const;
type DnsStatus = (typeof statuses)[number];
/** Without a response. A dead network has these too. */
export const silent: readonly DnsStatus[] = ['timeout', 'unreachable'];
export const mostQueries = 100;
/** 32 bits without the sign: RFC 2181, section 8. */
export const longestTtl = 0x7fffffff;

export interface DnsExpectation {
  readonly status: DnsStatus;
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
  readonly records?: readonly string[];
  readonly queries?: Range;
  /** Of each record. */
  readonly ttl?: Range;
}

/** The output of programs/dns.py. */
export interface Answer {
  readonly status: string;
  readonly server: string;
  readonly queries: readonly { readonly name: string; readonly server: string; readonly status: string }[];
  readonly answers: readonly { readonly type: string; readonly data: string; readonly ttl?: number }[];
}

export function judgeDns(
  { status, queries, answers }: Answer,
  { type, expect }: { readonly type: string; readonly expect: DnsExpectation },
): Pick<Verdict, 'status' | 'saw'> {
  const records = answers.filter((answer) => answer.type === type);
  const data = records.map((answer) => answer.data);
  const ttls = expect.ttl ? [...new Set(records.map(({ ttl = 0 }) => ttl))] : [];
  const counted = !expect.queries || holds(expect.queries, queries.length);
  const each = counted ? '' : `: ${queries.map((query) => `${query.name} ${query.status}`).join(', ')}`;
  const sent = `${sayQueries(exactly(queries.length))}${each}`;
  const { ttl: wanted } = expect;
  const found = {
    addresses: data.map(canonical),
    names: data.map((text) => plainName(text.split(' ').at(-1)!)),
    records: data,
  };
  const fits =
    status === expect.status &&
    (['addresses', 'names', 'records'] as const).every(
      (field) => !expect[field] || isSame(expect[field], found[field]),
    ) &&
    (!wanted || ttls.every((ttl) => holds(wanted, ttl))) &&
    counted;
  const error = answers.find((answer) => answer.type === 'error')?.data;
  const saw = status === 'NOERROR' ? data.join(', ') : `${status}${error === undefined ? '' : ` (${error})`}`;
  return { status: fits ? 'pass' : 'fail', saw: [saw, ...ttls.map((ttl) => `TTL ${ttl}`), sent].join(', ') };
}

const exactly = (count: number): Range => ({ min: count, max: count });
const sayQueries = (count: Range): string =>
  `${sayRange(count, mostQueries)} ${count.min === 1 && count.max === 1 ? 'query' : 'queries'}`;

/** Servers may rotate the order. */
const isSame = (wanted: readonly string[], found: readonly string[]): boolean =>
  [...new Set(wanted)].sort().join('\n') === [...new Set(found)].sort().join('\n');

const canonical = (address: string): string => {
  const ip = parseIp(address);
  return ip ? formatIp(ip) : address;
};
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

export function sayExpected({ status, addresses, names, records, queries, ttl }: DnsExpectation): string {
  const parts = [
    status === 'NOERROR' ? [...(addresses ?? []), ...(names ?? []), ...(records ?? [])].join(', ') : status,
    ttl ? `TTL ${sayRange(ttl, longestTtl)}` : '',
    queries ? sayQueries(queries) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'an answer';
}
