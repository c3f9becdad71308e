/**
 * The output of `ip route get`: the kernel's decision for one packet, including policy rules. Without a usable route,
 * the kernel returns an error, which its text identifies: EHOSTUNREACH for an unreachable route, ENETUNREACH for no
 * route (or a throw), EINVAL for a blackhole, EACCES for a prohibit (fib_props in net/ipv4/fib_semantics.c).
 */
import * as z from 'zod';
import { addressRef, integer, interfaceName, nodeName, oneOrMore, text, word } from '../base/scalar.ts';
import type { Path } from '../base/tree.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Outcome } from '../model/place.ts';
import { type Facts, facts, type Wanted, wanted } from './facts.ts';
import { defineProbe } from './probe.ts';
import { noneOf, oneNode, type ShownRow, sayExpectation, show } from './show.ts';

const usable = ['unicast', 'local', 'broadcast', 'multicast'] as const;

const expectation = z.union([
  word(['unreachable', 'blackhole', 'prohibit']),
  z.strictObject({
    via: oneOrMore(addressRef()).optional().describe('Gateway; a list if the route has several'),
    dev: interfaceName().optional().describe('Outgoing interface'),
    src: addressRef().optional().describe('Source address that the kernel selects'),
    from: addressRef().optional().describe('The same as src, in the word of routes'),
    type: word(usable).optional().describe('Route type; local is the node itself'),
    table: text().optional().describe('Routing table: a number, main or local'),
    metric: integer(0, 4_294_967_295).optional().describe('Metric of the route'),
    mtu: integer(68, 65_535).optional().describe('MTU of the route'),
  }),
]);

const port = integer(1, 65_535);

const schema = z.strictObject({
  at: nodeName().describe('Node whose routes are looked up'),
  to: addressRef().describe('Destination of the packet'),
  from: addressRef().optional().describe('Source address of the packet'),
  iif: interfaceName()
    .optional()
    .describe('Interface that receives the packet, for a forwarded packet; needs from'),
  vrf: interfaceName().optional().describe('VRF to look up'),
  mark: integer(0, 4_294_967_295).optional().describe('Firewall mark of the packet'),
  proto: word(['icmp', 'tcp', 'udp'])
    .optional()
    .describe('Protocol of the packet, for rules and multipath routes that match it'),
  'source-port': port.optional().describe('Source port of the packet; needs proto'),
  'dest-port': port.optional().describe('Destination port of the packet; needs proto'),
  expect: expectation.describe('Type of an error route, or fields of the route'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly argv: readonly string[];
  readonly expect: Wanted;
}

export const route = defineProbe<Spec, Question>({
  name: 'route',
  about: "The kernel's routing decision for a packet (ip route get)",
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    if (node === undefined) return undefined;
    const to = asker.address(spec.to, asker.at('to'), undefined, node);
    const from = spec.from && asker.address(spec.from, asker.at('from'), undefined, node);
    const expect = expectationOf(spec.expect, node, asker);
    if (spec.iif !== undefined && spec.from === undefined) {
      const message = 'iif needs from: a forwarded packet has a source address';
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
      looks: true,
      ...(alsoWhenDead(spec) ? noneOf('{ to: <node>, expect: { dev: eth0 } }') : {}),
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
    show(
      {
        ...question,
        expect: Object.keys(question.expect).length > 0 ? question.expect : anyRoute,
        read: (rows) => rows.map(readRoute),
        failure: refusal,
      },
      runner,
    ),
});

/**
 * A node without any route finds no route either. For a source address that the node lost, and for a packet that its input
 * interface refuses, the kernel returns the error of a blackhole.
 */
const alsoWhenDead = ({ expect, from, iif }: Spec): boolean =>
  expect === 'unreachable' || (expect === 'blackhole' && (from !== undefined || iif !== undefined));

/** Without a field, any route passes, and an error of the kernel does not. */
const anyRoute: Wanted = { type: { any: usable } };

/** The route type for each error text of strerror. */
const refusals: readonly (readonly [string, string])[] = [
  ['No route to host', 'unreachable'],
  ['Network is unreachable', 'unreachable'],
  ['Invalid argument', 'blackhole'],
  ['Permission denied', 'prohibit'],
];

/** The error that there is no route is a valid result. */
export function refusal({ exit, stderr }: Outcome): readonly ShownRow[] | undefined {
  const type = refusals.find(([words]) => stderr.includes(`RTNETLINK answers: ${words}`))?.[1];
  return exit === 2 && type ? [{ type }] : undefined;
}

export const readRoute = (row: ShownRow): Facts =>
  facts({
    via: row.gateway ?? row.via?.host,
    dev: row.dev,
    src: row.prefsrc,
    type: row.type ?? 'unicast',
    table: row.table === undefined ? undefined : String(row.table),
    metric: row.metric,
    mtu: row.metrics?.[0]?.mtu,
  });

function expectationOf(spec: Spec['expect'], node: string, asker: ReferenceResolver): Wanted | undefined {
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
