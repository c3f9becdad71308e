/**
 * What `ip route get` answers: the kernel's own decision for one packet, policy rules and all. Where no route leads there the
 * answer is an error of the kernel's, told apart by its text: EHOSTUNREACH of an unreachable route, ENETUNREACH of no route
 * (or a throw), EINVAL of a blackhole, EACCES of a prohibit (fib_props in net/ipv4/fib_semantics.c).
 */
import * as z from 'zod';
import { addressRef, integer, interfaceName, nodeName, oneOrMore, text, word } from '../base/scalar.ts';
import type { Path } from '../base/tree.ts';
import type { Asker } from '../model/context.ts';
import type { Outcome } from '../model/place.ts';
import { type Facts, facts, type Wanted, wanted } from './facts.ts';
import type { Probe } from './probe.ts';
import { looksOnly, oneNode, type Row, sayExpectation, show } from './show.ts';

const expectation = z.union([
  word(['unreachable', 'blackhole', 'prohibit']),
  z.strictObject({
    via: oneOrMore(addressRef())
      .optional()
      .describe('The gateway; one of several where the route has several'),
    dev: interfaceName().optional().describe('The interface that it leaves by'),
    src: addressRef().optional().describe('The source address that the kernel chooses'),
    from: addressRef().optional().describe('The same, as a route writes it'),
    type: word(['unicast', 'local', 'broadcast', 'multicast'])
      .optional()
      .describe('local is the node itself'),
    table: text().optional().describe('A number, main or local'),
    metric: integer(0, 4_294_967_295).optional().describe('The metric of the route'),
    mtu: integer(68, 65_535).optional().describe('The MTU that the route has'),
  }),
]);

const port = integer(1, 65_535);

const schema = z.strictObject({
  at: nodeName().describe('The node that is asked'),
  to: addressRef().describe('Where the packet goes'),
  from: addressRef().optional().describe('Source address of the packet'),
  iif: interfaceName().optional().describe('The packet comes in here and is forwarded; needs from'),
  vrf: interfaceName().optional().describe('The VRF that is asked'),
  mark: integer(0, 4_294_967_295).optional().describe('Firewall mark of the packet'),
  proto: word(['icmp', 'tcp', 'udp'])
    .optional()
    .describe('What it carries; where rules or several gateways look at it'),
  'source-port': port.optional().describe('Its source port; needs proto'),
  'dest-port': port.optional().describe('Its destination port; needs proto'),
  expect: expectation.describe('Why there is no way, or the way'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly argv: readonly string[];
  readonly expect: Wanted;
}

export const route: Probe<Spec, Question> = {
  name: 'route',
  about: "The kernel's own decision where a packet goes (ip route get)",
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    if (node === undefined) return undefined;
    const to = asker.address(spec.to, asker.at('to'), undefined, node);
    const from = spec.from && asker.address(spec.from, asker.at('from'), undefined, node);
    const expect = expectationOf(spec.expect, node, asker);
    if (spec.iif !== undefined && spec.from === undefined) {
      const message = 'a packet that comes in on an interface has a source';
      asker.refuse({ code: 'iif-without-from', message, at: asker.at('iif'), hint: 'add from: <node>' });
      return undefined;
    }
    for (const key of ['source-port', 'dest-port'] as const)
      if (spec[key] !== undefined && !['tcp', 'udp'].includes(spec.proto ?? '')) {
        const message = 'only TCP and UDP have ports';
        asker.refuse({ code: 'port-without-proto', message, at: asker.at(key), hint: 'add proto: tcp' });
        return undefined;
      }
    if (to === undefined || expect === undefined || (spec.from && from === undefined)) return undefined;
    const details = [
      ...(spec.from ? ['from', spec.from] : []),
      ...(spec.iif ? ['iif', spec.iif] : []),
      ...(spec.vrf ? ['vrf', spec.vrf] : []),
      ...(spec.mark === undefined ? [] : ['mark', String(spec.mark)]),
      ...(spec.proto ? ['ipproto', spec.proto] : []),
      ...(spec['source-port'] ? ['sport', String(spec['source-port'])] : []),
      ...(spec['dest-port'] ? ['dport', String(spec['dest-port'])] : []),
    ];
    return {
      ...looksOnly,
      question: {
        node,
        argv: [
          'ip',
          '-j',
          '-d',
          'route',
          'get',
          to,
          ...details.map((text) => (text === spec.from ? from! : text)),
        ],
        expect,
      },
      id: [node, spec.to, ...details].join('/'),
      title: [`${node} -> ${spec.to}`, ...details].join(' '),
      expected: sayExpectation(expect, 'a route'),
      nodes: [node],
      tools: ['ip'],
    };
  },
  run: (question, runner) =>
    show({ ...question, read: (rows) => rows.map(readRoute), failure: refusal }, runner),
};

/** strerror's words to the route type that makes the kernel say so. */
const refusals: readonly (readonly [string, string])[] = [
  ['No route to host', 'unreachable'],
  ['Network is unreachable', 'unreachable'],
  ['Invalid argument', 'blackhole'],
  ['Permission denied', 'prohibit'],
];

/** The answer that there is no way is an answer. */
export function refusal({ exit, stderr }: Outcome): readonly Row[] | undefined {
  const type = refusals.find(([words]) => stderr.includes(`RTNETLINK answers: ${words}`))?.[1];
  return exit === 2 && type ? [{ type }] : undefined;
}

export const readRoute = (row: Row): Facts =>
  facts({
    via: row.gateway ?? row.via?.host,
    dev: row.dev,
    src: row.prefsrc,
    type: row.type ?? 'unicast',
    table: row.table === undefined ? undefined : String(row.table),
    metric: row.metric,
    mtu: row.metrics?.[0]?.mtu,
  });

function expectationOf(spec: Spec['expect'], node: string, asker: Asker): Wanted | undefined {
  if (typeof spec === 'string') return { type: spec };
  const read = (ref: string, ...path: Path) =>
    asker.address(ref, asker.at('expect', ...path), undefined, node);
  const via = spec.via?.map((ref, i) => read(ref, 'via', i));
  const source = spec.src ?? spec.from;
  const src = source && read(source, spec.src === undefined ? 'from' : 'src');
  if (via?.includes(undefined) || (source && src === undefined)) return undefined;
  return {
    ...(via ? { via: { any: via.flatMap((address) => address ?? []) } } : {}),
    ...wanted({ dev: spec.dev, src, type: spec.type, table: spec.table, metric: spec.metric, mtu: spec.mtu }),
  };
}
