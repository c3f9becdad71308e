/**
 * A partial packet, as a lab writes it: { vxlan: { vni: 1 }, inner: { icmp: echo-request, src: pod1-1, dst: pod2-1 } }. What is
 * named must be so, what is not may be anything. Words are checked against what the dissector can say, because a pattern with
 * a typing error matches nothing, and under `none` that would pass.
 */
import * as z from 'zod';
import { addressRef, boolean, integer, macRef, oneOrMore, word } from '../base/scalar.ts';
import type { Path } from '../base/tree.ts';
import type { Asker } from '../model/context.ts';
import type { Want } from './packet-match.ts';

const u8 = integer(0, 255).optional();
const u16 = integer(0, 65_535).optional();
const u32 = integer(0, 4_294_967_295).optional();
const address = addressRef().optional();

const icmpTypes = word([
  ...(['echo-request', 'echo-reply', 'unreachable', 'packet-too-big', 'time-exceeded', 'redirect'] as const),
  ...(['parameter-problem', 'source-quench', 'router-solicitation', 'router-advertisement'] as const),
  ...(['neighbor-solicitation', 'neighbor-advertisement', 'timestamp-request', 'timestamp-reply'] as const),
  ...(['mld-query', 'mld-report', 'mld-done', 'mld2-report'] as const),
]);
const icmpCodes = word([
  ...([
    'net',
    'host',
    'protocol',
    'port',
    'fragmentation-needed',
    'source-route-failed',
    'net-unknown',
  ] as const),
  ...(['host-unknown', 'host-isolated', 'net-prohibited', 'host-prohibited', 'net-tos', 'host-tos'] as const),
  ...(['admin-prohibited', 'precedence-violation', 'precedence-cutoff', 'tos-net', 'tos-host'] as const),
  ...(['transit', 'reassembly', 'no-route', 'beyond-scope', 'address', 'policy', 'reject-route'] as const),
]);
const flag = ['syn', 'fin', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'] as const;
const tcpFlags = z
  .string()
  .refine((text) => text.split('-').every((name) => (flag as readonly string[]).includes(name)), {
    error: (issue) =>
      `expected TCP flags (${flag.join(', ')}), several with "-" between: found "${String(issue.input)}"`,
  });
const protocols = [
  ...([
    'icmp',
    'igmp',
    'ipip',
    'tcp',
    'udp',
    'sit',
    'gre',
    'esp',
    'ah',
    'icmpv6',
    'ospf',
    'vrrp',
    'sctp',
  ] as const),
] as const;
const arpOp = word(['request', 'reply']);

const vlan = z.strictObject({ id: integer(0, 4095).optional(), priority: integer(0, 7).optional() });
const ports = { 'src-port': u16, 'dst-port': u16 };

const fields = z.strictObject({
  src: address.describe('Source address; of ARP, who asks or answers'),
  dst: address.describe('Destination address; of ARP, who is asked or told'),
  'src-mac': macRef().optional(),
  'dst-mac': macRef().optional(),
  ttl: u8,
  proto: z.union([word(protocols), integer(0, 255)]).optional(),
  ...ports,
  length: u16.describe('Bytes on the wire'),
  ip: z
    .strictObject({
      version: word(['4', '6']).optional(),
      tos: u8,
      df: boolean().optional(),
      mf: boolean().optional(),
      offset: u16,
      length: u16,
    })
    .optional(),
  icmp: z
    .union([
      icmpTypes,
      z.strictObject({
        type: z.union([icmpTypes, integer(0, 255)]).optional(),
        code: z.union([icmpCodes, integer(0, 255)]).optional(),
        id: u16,
        seq: u16,
        mtu: u32,
      }),
    ])
    .optional(),
  tcp: z
    .union([
      tcpFlags,
      z.strictObject({ flags: tcpFlags.optional(), mss: u16, window: u16, length: u16, ...ports }),
    ])
    .optional(),
  udp: z.strictObject({ length: u16, ...ports }).optional(),
  arp: z
    .union([
      arpOp,
      z.strictObject({
        op: arpOp.optional(),
        'sender-mac': macRef().optional(),
        'target-mac': macRef().optional(),
      }),
    ])
    .optional(),
  vlan: z.union([integer(0, 4095), vlan]).optional(),
  vxlan: z.strictObject({ vni: integer(0, 16_777_215).optional(), port: u16, group: u16 }).optional(),
});

export interface Pattern extends z.output<typeof fields> {
  readonly inner?: Pattern | undefined;
  readonly quoted?: Pattern | undefined;
}

const schema: z.ZodType<Pattern> = fields.extend({
  inner: z.lazy(() => schema.optional()).describe('What a tunnel carries'),
  quoted: z.lazy(() => schema.optional()).describe('What an ICMP error is about'),
});

export const patterns = () => oneOrMore(schema);

/** The word alone stands for the field that a reader would mean. */
const shorthand: Readonly<Record<string, string>> = { icmp: 'type', tcp: 'flags', arp: 'op', vlan: 'id' };
const addressKeys = ['src', 'dst'];
const macKeys = ['src-mac', 'dst-mac', 'sender-mac', 'target-mac'];

/** undefined where a reference was refused. */
export function wantOf(pattern: Pattern, asker: Asker, path: Path): Want | undefined {
  let whole = true;
  const read = (key: string, value: unknown, at: Path): unknown => {
    if (key === 'inner' || key === 'quoted') return keep(wantOf(value as Pattern, asker, at));
    if (addressKeys.includes(key)) return keep(asker.address(value as string, asker.at(...at)));
    if (macKeys.includes(key)) return keep(asker.mac(value as string, asker.at(...at))?.toLowerCase());
    if (key === 'flags') return (value as string).split('-');
    if (typeof value !== 'object')
      return key in shorthand ? { [shorthand[key]!]: read(shorthand[key]!, value, at) } : value;
    return map(value as Record<string, unknown>, at);
  };
  const keep = <T>(value: T | undefined): T | undefined => {
    whole &&= value !== undefined;
    return value;
  };
  const map = (fields: Readonly<Record<string, unknown>>, at: Path): Want =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, read(key, value, [...at, key])]],
      ),
    );
  const want = map({ ...pattern }, path);
  return whole ? want : undefined;
}
