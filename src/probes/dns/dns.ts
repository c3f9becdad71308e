/**
 * A DNS question of a node, by its resolver's rules (programs/dns.py) or to a given server. A negative answer is an answer of a
 * live server; only silence needs a control.
 */
import * as z from 'zod';
import { formatIp, parseIp } from '../../base/cidr.ts';
import { addressRef, integer, nodeName, oneOrMore, seconds, text, word } from '../../base/scalar.ts';
import type { ReferenceResolver } from '../../model/context.ts';
import type { Verdict } from '../../model/report.ts';
import dnsPy from '../../programs/dns.py';
import { python } from '../../programs/run-python.ts';
import { couldNotRun } from '../could-not-run.ts';
import type { Target } from '../neighborhood.ts';
import { defineProbe } from '../probe.ts';
import { range } from '../range.ts';
import { oneNode } from '../show.ts';
import {
  type Answer,
  type DnsExpectation,
  judgeDns,
  longestTtl,
  mostQueries,
  plainName,
  sayExpected,
  silent,
  statuses,
} from './judge.ts';

const types = ['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'SRV', 'TXT'] as const;
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
  protocol: word(['udp', 'tcp'])
    .default('udp')
    .describe('tcp: over a connection, as resolvers do for long answers'),
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
        ttl: range(0, longestTtl).optional().describe('TTL of each record of the answer in seconds'),
      }),
    ])
    .default('NOERROR')
    .describe('Response code, or fields of the response'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly name: string;
  readonly type: (typeof types)[number];
  readonly server?: string;
  readonly port: number;
  readonly protocol: 'udp' | 'tcp';
  readonly wait: number;
  readonly expect: DnsExpectation;
}

export const dns = defineProbe<Spec, Question>({
  name: 'dns',
  about: 'A DNS question: the records and the response code, by the resolver of the node or from a server',
  trust: 'no',
  schema,
  servers: ['dns'],
  resolve(spec, asker) {
    const node = oneNode(spec.from, asker);
    if (node === undefined) return undefined;
    const expect = expectationOf(spec, node, asker);
    const asked = serversOf(spec, node, asker);
    if (!expect || !asked) return undefined;
    const { type, port, protocol, wait } = spec;
    const over = protocol === 'tcp' ? ' over TCP' : '';
    const server = spec.server === undefined ? undefined : asked[0]!.address;
    const name = asker.text(spec.name, asker.at('name'));
    const named = spec.server?.includes('$(') ? server : spec.server;
    return {
      question: {
        node,
        name: type === 'PTR' ? reverse(name) : name,
        ...{ type, port, protocol, wait, expect },
        ...(server ? { server } : {}),
      },
      id: `${node}/${spec.name}/${type}${spec.server === undefined ? '' : `/${spec.server}`}${over}`,
      title: `${node} ${name} ${type}${named === undefined ? '' : ` @${named}`}${over}`,
      expected: sayExpected(expect),
      negative: silent.includes(expect.status),
      asks: { from: [{ node }], to: asked, port, key: 'server' },
      // The next connection from one port to one server would meet the last one in TIME_WAIT.
      ...(protocol === 'udp' ? { marked: true } : {}),
      nodes: [node],
      tools: ['python3'],
    };
  },
  async run(question, runner): Promise<Verdict> {
    const { node, name, type, server, port, protocol, wait } = question;
    const task = {
      ...{ name, type, port, protocol, timeout: wait * runner.pace },
      ...(protocol === 'udp' ? { 'source-port': runner.mark() } : {}),
      ...(server === undefined ? {} : { servers: [server] }),
    };
    const outcome = await runner.exec(node, python(dnsPy, JSON.stringify(task)), {
      names: true,
      timeout: wait * 1000 * mostQueries,
    });
    const command = runner.typed(node, [
      'dig',
      ...(protocol === 'tcp' ? ['+tcp'] : []),
      ...(server ? [`@${server}`] : ['+search']),
      name,
      type,
    ]);
    const evidence = [{ command, output: outcome.stdout.trim() || outcome.stderr.trim() }];
    if (outcome.exit !== 0) return { ...couldNotRun('python3', outcome), evidence };
    const answer = JSON.parse(outcome.stdout) as Answer;
    return {
      ...judgeDns(answer, question),
      evidence,
      // A server that answered lost no packet, so there is nothing to trace.
      ...(silent.some((status) => status === answer.status)
        ? {
            packet: {
              kind: protocol,
              from: node,
              to: answer.server,
              address: answer.server,
              port,
              df: false,
            },
          }
        : {}),
    };
  },
});

/** The servers that are asked: the given one, or those of the node's resolv.conf. */
function serversOf({ server }: Spec, node: string, asker: ReferenceResolver): readonly Target[] | undefined {
  if (server !== undefined) {
    const at = asker.at('server');
    const address = asker.address(asker.text(server, at), at, undefined, node);
    return address === undefined ? undefined : [targetOf(address, server, asker)];
  }
  const known = asker.resolvers(node);
  if (known) return known.map((address) => targetOf(address, undefined, asker));
  asker.refuse({
    code: 'no-nameservers',
    message: `${node} has no nameservers: the check would ask the DNS servers of the host`,
    at: asker.at('from'),
    hint: `add nameservers: { addresses: [SERVER] } to ${node}, or server: SERVER to the check`,
  });
  return undefined;
}

function targetOf(address: string, name: string | undefined, asker: ReferenceResolver): Target {
  const [node] = asker.owners(address);
  return { name: name ?? node ?? address, address, ...(node === undefined ? {} : { node }) };
}

function expectationOf(
  { type, expect }: Spec,
  node: string,
  asker: ReferenceResolver,
): DnsExpectation | undefined {
  if (typeof expect === 'string') return { status: expect };
  const { status, names, records, queries, ttl } = expect;
  const addresses = expect.addresses?.flatMap(
    (ref, i) => asker.address(ref, asker.at('expect', 'addresses', i), type === 'AAAA' ? 6 : 4, node) ?? [],
  );
  if ((addresses?.length ?? 0) < (expect.addresses?.length ?? 0)) return undefined;
  const fields = { addresses, names, records, ttl };
  const key = (['addresses', 'names', 'records', 'ttl'] as const).find((field) => fields[field]);
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
    ...(ttl ? { ttl } : {}),
  };
}

function reverse(name: string): string {
  const ip = parseIp(name);
  if (!ip) return name;
  if (ip.family === 4) return `${formatIp(ip).split('.').reverse().join('.')}.in-addr.arpa.`;
  return `${[...ip.value.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`;
}
