/**
 * A DNS question of a node, by its resolver's rules (programs/dns.py) or to a given server. A negative answer is an answer of a
 * live server; only silence needs a control.
 */
import * as z from 'zod';
import { formatIp, parseIp } from '../base/cidr.ts';
import { addressRef, integer, nodeName, oneOrMore, seconds, text, word } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Verdict } from '../model/report.ts';
import dnsPy from '../programs/dns.py';
import { python } from '../programs/run-python.ts';
import { couldNotRun } from './could-not-run.ts';
import { defineProbe } from './probe.ts';
import { holds, type Range, range, sayRange } from './range.ts';
import { oneNode } from './show.ts';

const types = ['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'SRV', 'TXT'] as const;
const statuses = ['NOERROR', 'NODATA', 'NXDOMAIN', 'REFUSED', 'SERVFAIL', 'timeout', 'unreachable'] as const;
type DnsStatus = (typeof statuses)[number];
/** Without a response. A dead network has these too. */
const silent: readonly DnsStatus[] = ['timeout', 'unreachable'];
const mostQueries = 100;

const schema = z.strictObject({
  from: nodeName().describe('Node that asks'),
  name: z
    .string()
    .regex(/^(?=.{1,253}$)\S+$/, { error: 'expected a name of at most 253 characters' })
    .describe('Name; with a final dot without search domains. An address, with type PTR'),
  type: word(types).default('A').describe('Type of the records'),
  server: addressRef()
    .optional()
    .describe('Server to ask for exactly this name (default: as /etc/resolv.conf of the node)'),
  port: integer(1, 65_535).default(53).describe('Port of the server'),
  wait: seconds(0.1, 10).default(1).describe('Timeout of a query in seconds'),
  expect: z
    .union([
      word(statuses),
      z.strictObject({
        status: word(statuses).default('NOERROR').describe('Response code; NODATA: no records of this type'),
        addresses: oneOrMore(addressRef()).optional().describe('All addresses of the answer'),
        names: oneOrMore(text())
          .optional()
          .describe('All names of the answer (CNAME, NS, PTR), or all targets (SRV)'),
        records: oneOrMore(text())
          .optional()
          .describe('Data of all records of the answer, such as "0 100 80 web.example" for SRV'),
        queries: range(0, mostQueries)
          .optional()
          .describe('Number of queries that are sent, because of search domains'),
      }),
    ])
    .default('NOERROR')
    .describe('Response code, or fields of the response'),
});
type Spec = z.output<typeof schema>;

interface Expectation {
  readonly status: DnsStatus;
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
  readonly records?: readonly string[];
  readonly queries?: Range;
}

interface Question {
  readonly node: string;
  readonly name: string;
  readonly type: (typeof types)[number];
  readonly server?: string;
  readonly port: number;
  readonly wait: number;
  readonly expect: Expectation;
}

/** The output of programs/dns.py. */
interface Answer {
  readonly status: string;
  readonly server: string;
  readonly queries: readonly { readonly name: string; readonly server: string; readonly status: string }[];
  readonly answers: readonly { readonly type: string; readonly data: string }[];
}

export const dns = defineProbe<Spec, Question>({
  name: 'dns',
  about: 'A DNS question: the records and the response code, by the resolver of the node or from a server',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.from, asker);
    if (node === undefined) return undefined;
    const server = spec.server && asker.address(spec.server, asker.at('server'), undefined, node);
    const expect = expectationOf(spec, node, asker);
    if (!expect || (spec.server !== undefined && server === undefined)) return undefined;
    const { type, port, wait } = spec;
    const title = `${node} ${spec.name} ${type}${spec.server === undefined ? '' : ` @${spec.server}`}`;
    const name = asker.text(spec.name, asker.at('name'));
    return {
      question: {
        node,
        name: type === 'PTR' ? reverse(name) : name,
        ...{ type, port, wait, expect },
        ...(server ? { server } : {}),
      },
      id: `${node}/${spec.name}/${type}${spec.server === undefined ? '' : `/${spec.server}`}`,
      title,
      expected: sayExpected(expect),
      negative: silent.includes(expect.status),
      marked: true,
      nodes: [node],
      tools: ['python3'],
    };
  },
  async run(question, runner): Promise<Verdict> {
    const { node, name, type, server, port, wait } = question;
    const task = {
      ...{ name, type, port, 'source-port': runner.mark(), timeout: wait * runner.pace },
      ...(server === undefined ? {} : { servers: [server] }),
    };
    const outcome = await runner.exec(node, python(dnsPy, JSON.stringify(task)), {
      names: true,
      timeout: wait * 1000 * mostQueries,
    });
    const command = runner.typed(node, ['dig', ...(server ? [`@${server}`] : ['+search']), name, type]);
    const evidence = [{ command, output: outcome.stdout.trim() || outcome.stderr.trim() }];
    if (outcome.exit !== 0) return { ...couldNotRun('python3', outcome), evidence };
    const answer = JSON.parse(outcome.stdout) as Answer;
    return {
      ...judgeDns(answer, question),
      evidence,
      packet: { kind: 'udp', from: node, to: answer.server, address: answer.server, port, df: false },
    };
  },
});

function expectationOf(
  { type, expect }: Spec,
  node: string,
  asker: ReferenceResolver,
): Expectation | undefined {
  if (typeof expect === 'string') return { status: expect };
  const { status, names, records, queries } = expect;
  const addresses = expect.addresses?.flatMap(
    (ref, i) => asker.address(ref, asker.at('expect', 'addresses', i), type === 'AAAA' ? 6 : 4, node) ?? [],
  );
  if ((addresses?.length ?? 0) < (expect.addresses?.length ?? 0)) return undefined;
  const fields = { addresses, names, records };
  const key = (['addresses', 'names', 'records'] as const).find((field) => fields[field]);
  if (key && status !== 'NOERROR') {
    asker.refuse({
      code: 'records-without-answer',
      message: `a response ${status} has no ${key}`,
      at: asker.at('expect', key),
    });
    return undefined;
  }
  const replaced = (list: readonly string[] | undefined, field: string) =>
    list?.map((one, i) => asker.text(one, asker.at('expect', field, i)));
  const [named, data] = [replaced(names, 'names'), replaced(records, 'records')];
  return {
    status,
    ...(addresses ? { addresses } : {}),
    ...(named ? { names: named.map(plainName) } : {}),
    ...(data ? { records: data } : {}),
    ...(queries ? { queries } : {}),
  };
}

export function judgeDns(
  { status, queries, answers }: Answer,
  { type, expect }: Pick<Question, 'type' | 'expect'>,
): Pick<Verdict, 'status' | 'saw'> {
  const data = answers.filter((answer) => answer.type === type).map((answer) => answer.data);
  const sent = sayQueries(exactly(queries.length));
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
    (!expect.queries || holds(expect.queries, queries.length));
  const error = answers.find((answer) => answer.type === 'error')?.data;
  const saw = status === 'NOERROR' ? data.join(', ') : `${status}${error === undefined ? '' : ` (${error})`}`;
  return { status: fits ? 'pass' : 'fail', saw: `${saw}, ${sent}` };
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
const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

function reverse(name: string): string {
  const ip = parseIp(name);
  if (!ip) return name;
  if (ip.family === 4) return `${formatIp(ip).split('.').reverse().join('.')}.in-addr.arpa.`;
  return `${[...ip.value.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`;
}

function sayExpected({ status, addresses, names, records, queries }: Expectation): string {
  const parts = [
    status === 'NOERROR' ? [...(addresses ?? []), ...(names ?? []), ...(records ?? [])].join(', ') : status,
    queries ? sayQueries(queries) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'an answer';
}
