/**
 * A partial packet, as in the lab: { vxlan: { vni: 1 }, inner: { icmp: echo-request, src: pod1-1, dst: pod2-1 } }.
 * Omitted fields match anything. All words are checked against those of the dissector. A pattern with a typing error
 * would match nothing, and under `none` it would pass.
 */
import * as z from 'zod';
import { addressRef, boolean, integer, macRef, oneOrMore, word } from '../../base/scalar.ts';
import type { Path } from '../../base/tree.ts';
import type { ReferenceResolver } from '../../model/context.ts';
import { encapsulations } from '../../packet/encapsulations.ts';
import { ipProtocolNames } from '../../packet/ip-protocol.ts';
import { u8, u16, u32 } from '../../packet/pattern-fields.ts';
import { vrrpFields } from '../../packet/protocols/vrrp.ts';
import type { Want } from './packet-match.ts';

const address = (about: string) => addressRef().optional().describe(about);
const mac = (about: string) => macRef().optional().describe(about);

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
  })
  .meta({ title: 'flags, as `syn-ack`' });
const arpOp = word(['request', 'reply']);

const vlan = z.strictObject({
  id: integer(0, 4095).optional().describe('VLAN ID'),
  priority: integer(0, 7).optional().describe('Priority code point (802.1p)'),
});
const ports = { 'src-port': u16('Source port'), 'dst-port': u16('Destination port') };

/** The headers that enclose the packet under `inner`. */
const headers: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  encapsulations.flatMap((one) => (one.fields ? [[one.name, one.fields.optional()]] : [])),
);

const fields = z.strictObject({
  src: address('Source address; the sender address of ARP if the pattern has arp'),
  dst: address('Destination address; the target address of ARP if the pattern has arp'),
  'src-mac': mac('Source MAC address of the frame'),
  'dst-mac': mac('Destination MAC address of the frame'),
  ttl: u8('TTL, or hop limit'),
  proto: z
    .union([word(ipProtocolNames), integer(0, 255)])
    .optional()
    .describe('Protocol in the IP header'),
  ...ports,
  length: u16('Length of the frame in bytes'),
  ip: z
    .strictObject({
      version: word(['4', '6']).optional().describe('IPv4 or IPv6'),
      tos: u8('Type of service, or traffic class'),
      df: boolean().optional().describe("Don't fragment"),
      mf: boolean().optional().describe('More fragments follow'),
      offset: u16('Fragment offset in bytes'),
      length: u16('Length of the IP packet in bytes'),
    })
    .optional()
    .describe('Fields of the IP header'),
  icmp: z
    .union([
      icmpTypes,
      z.strictObject({
        type: z
          .union([icmpTypes, integer(0, 255)])
          .optional()
          .describe('ICMP type'),
        code: z
          .union([icmpCodes, integer(0, 255)])
          .optional()
          .describe('ICMP code'),
        id: u16('Identifier of an echo'),
        seq: u16('Sequence number of an echo'),
        mtu: u32('MTU in a too-big error'),
      }),
    ])
    .optional()
    .describe('ICMP or ICMPv6; a single word is its type'),
  tcp: z
    .union([
      tcpFlags,
      z.strictObject({
        flags: tcpFlags.optional().describe('Flags; syn, fin and rst must be unset if omitted'),
        mss: u16('Maximum segment size option'),
        window: u16('Window field, unscaled'),
        length: u16('Length of the payload in bytes'),
        ...ports,
      }),
    ])
    .optional()
    .describe('TCP; a single word is its flags'),
  udp: z
    .strictObject({ length: u16('Length of header and payload in bytes'), ...ports })
    .optional()
    .describe('UDP with these fields'),
  arp: z
    .union([
      arpOp,
      z.strictObject({
        op: arpOp.optional().describe('Request or reply'),
        'sender-mac': mac('Sender MAC address'),
        'target-mac': mac('Target MAC address; zeros in a request'),
      }),
    ])
    .optional()
    .describe('ARP; a single word is its op'),
  vlan: z
    .union([integer(0, 4095), vlan])
    .optional()
    .describe('The outermost tag; a single number is its id'),
  vrrp: vrrpFields.optional(),
  ...headers,
});

export interface Pattern extends z.output<typeof fields> {
  readonly inner?: Pattern | undefined;
  readonly quoted?: Pattern | undefined;
}

const schema: z.ZodType<Pattern> = fields.extend({
  inner: z.lazy(() => schema.optional()).describe('The packet inside a tunnel'),
  quoted: z.lazy(() => schema.optional()).describe('The packet that an ICMP error quotes'),
});

export const patterns = () => oneOrMore(schema);

/** The UDP port that a pattern names for a header. */
export function portOf(pattern: Pattern, header: string): number | undefined {
  const fields: unknown = new Map(Object.entries(pattern)).get(header);
  const isMap = typeof fields === 'object' && fields !== null;
  return isMap && 'port' in fields && typeof fields.port === 'number' ? fields.port : undefined;
}

/** The field for which a single word is a shorthand. */
const shorthand: Readonly<Record<string, string>> = {
  icmp: 'type',
  tcp: 'flags',
  arp: 'op',
  vlan: 'id',
  ...Object.fromEntries(
    encapsulations.flatMap(({ name, shorthand: field }) => (field ? [[name, field]] : [])),
  ),
};
const addressKeys = ['src', 'dst', 'addresses'];
const macKeys = ['src-mac', 'dst-mac', 'sender-mac', 'target-mac'];

/** Undefined if a reference was not found, which the asker has reported. */
export function wantOf(pattern: Pattern, asker: ReferenceResolver, path: Path): Want | undefined {
  let whole = true;
  const read = (key: string, value: unknown, at: Path): unknown => {
    if (key === 'inner' || key === 'quoted') return keep(wantOf(value as Pattern, asker, at));
    if (Array.isArray(value)) return value.map((one, i) => read(key, one, [...at, i]));
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
