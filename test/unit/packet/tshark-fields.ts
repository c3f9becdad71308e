/**
 * tshark's name of each field, and its position in our frame. Numbers behind our names are written here again, so that a
 * wrong name in the sources does not agree with itself.
 */
import type { Frame } from '../../../src/packet/frame.ts';

const ETHERTYPES: Record<string, number> = {
  ipv4: 0x0800,
  arp: 0x0806,
  '802.1q': 0x8100,
  '802.1ad': 0x88a8,
  ipv6: 0x86dd,
  lldp: 0x88cc,
  slow: 0x8809,
  teb: 0x6558,
  '0x88b5': 0x88b5,
};
const IP_PROTOCOLS: Record<string, number> = {
  'hop-by-hop': 0,
  icmp: 1,
  igmp: 2,
  ipip: 4,
  tcp: 6,
  udp: 17,
  sit: 41,
  routing: 43,
  fragment: 44,
  gre: 47,
  icmpv6: 58,
  none: 59,
  destination: 60,
  ospf: 89,
  pim: 103,
  vrrp: 112,
};
const ICMP_TYPES: Record<string, number> = {
  'echo-reply': 0,
  unreachable: 3,
  redirect: 5,
  'echo-request': 8,
  'time-exceeded': 11,
  'parameter-problem': 12,
  'timestamp-request': 13,
  'timestamp-reply': 14,
};
const ICMP_CODES: Record<string, number> = {
  net: 0,
  host: 1,
  protocol: 2,
  port: 3,
  'fragmentation-needed': 4,
  'net-prohibited': 9,
  'host-prohibited': 10,
  'admin-prohibited': 13,
  transit: 0,
  pointer: 0,
};
const ICMPV6_TYPES: Record<string, number> = {
  unreachable: 1,
  'packet-too-big': 2,
  'time-exceeded': 3,
  'parameter-problem': 4,
  'echo-request': 128,
  'echo-reply': 129,
  'mld-query': 130,
  'mld-report': 131,
  'mld-done': 132,
  'router-solicitation': 133,
  'router-advertisement': 134,
  'neighbor-solicitation': 135,
  'neighbor-advertisement': 136,
  redirect: 137,
  'mld2-report': 143,
};
const ICMPV6_CODES: Record<string, number> = {
  'no-route': 0,
  'admin-prohibited': 1,
  address: 3,
  port: 4,
  policy: 5,
  'reject-route': 6,
  transit: 0,
  header: 0,
  'next-header': 1,
  option: 2,
};
const TCP_FLAGS: Record<string, number> = {
  ...{ fin: 1, syn: 2, rst: 4, psh: 8, ack: 0x10, urg: 0x20, ece: 0x40, cwr: 0x80, ae: 0x100 },
};
const WIREGUARD_TYPES: Record<string, number> = { initiation: 1, response: 2, cookie: 3, data: 4 };
const SLL_PACKETS: Record<string, number> = {
  host: 0,
  broadcast: 1,
  multicast: 2,
  otherhost: 3,
  outgoing: 4,
};

export type Value = string | number | undefined;
/** In place of a value that we do not give, and tshark does. */
export const ANYTHING = '*';
export type Row = readonly [
  fields: string | readonly string[],
  ours: (frame: Frame) => Value | readonly Value[],
  /** tshark lists what is in one chain as several fields. */
  order?: 'sorted',
];

const v4 = ({ ip }: Frame) => (ip?.version === 4 ? ip : undefined);
const v6 = ({ ip }: Frame) => (ip?.version === 6 ? ip : undefined);
const icmp4 = (frame: Frame) => (v4(frame) ? frame.icmp : undefined);
const icmp6 = (frame: Frame) => (v6(frame) ? frame.icmp : undefined);
const number = (value: boolean | undefined) => (value === undefined ? undefined : Number(value));
const named = (names: Record<string, number>, name: string | number | undefined) =>
  name === undefined ? undefined : typeof name === 'number' ? name : (names[name] ?? `unknown name ${name}`);
/** Only of messages of a type; whether their list of flags has this one. */
const flag = (type: string, name: string) => (frame: Frame) =>
  icmp6(frame)?.type === type ? Number(icmp6(frame)!.flags?.includes(name) === true) : undefined;
/** Where no other protocol is in it. */
const udpData = ({ udp, payload, ip, inner, wireguard }: Frame): Value => {
  if (!udp || (udp.length === 8 && !payload) || ip === undefined) return undefined;
  return inner || wireguard ? ANYTHING : short(payload);
};
/** As much of a payload as a frame holds. */
export const short = (hex: string | undefined) => hex?.slice(0, 128);

export const ROWS: readonly Row[] = [
  ['eth.src', ({ ethernet }) => ethernet?.src],
  ['eth.dst', ({ ethernet }) => ethernet?.dst],
  ['eth.type', ({ ethernet }) => (ethernet?.type === 'llc' ? undefined : named(ETHERTYPES, ethernet?.type))],
  [
    'vlan.etype',
    ({ vlan, ethernet }) =>
      vlan?.flatMap(({ type }, i) =>
        // tshark has no field for what follows a tag of 802.1ad.
        (i === 0 ? ethernet : vlan[i - 1])?.type === '802.1q' ? [named(ETHERTYPES, type)] : [],
      ),
  ],
  [['ieee8021ad.id', 'vlan.id'], ({ vlan }) => vlan?.map(({ id }) => id)],
  [['ieee8021ad.priority', 'vlan.priority'], ({ vlan }) => vlan?.map(({ priority }) => priority)],
  [['ieee8021ad.dei', 'vlan.dei'], ({ vlan }) => vlan?.map((tag) => number(tag['drop-eligible'] === true))],
  [['sll.pkttype'], ({ sll }) => named(SLL_PACKETS, sll?.packet)],
  ['sll.src.eth', ({ sll }) => sll?.src],
  ['sll.etype', ({ sll }) => named(ETHERTYPES, sll?.type)],
  ['sll.ifindex', ({ sll }) => sll?.['interface-index']],
  ['arp.opcode', ({ arp }) => named({ request: 1, reply: 2 }, arp?.op)],
  ['arp.src.hw_mac', ({ arp }) => arp?.['sender-mac']],
  ['arp.src.proto_ipv4', ({ arp }) => arp?.['sender-ip']],
  ['arp.dst.hw_mac', ({ arp }) => arp?.['target-mac']],
  ['arp.dst.proto_ipv4', ({ arp }) => arp?.['target-ip']],
  ['ip.src', (frame) => v4(frame)?.src],
  ['ip.dst', (frame) => v4(frame)?.dst],
  ['ip.ttl', (frame) => v4(frame)?.ttl],
  ['ip.proto', (frame) => named(IP_PROTOCOLS, v4(frame)?.protocol)],
  ['ip.dsfield', (frame) => v4(frame)?.tos],
  ['ip.id', (frame) => v4(frame)?.id],
  ['ip.flags.df', (frame) => number(v4(frame)?.df)],
  ['ip.flags.mf', (frame) => number(v4(frame)?.mf)],
  ['ip.frag_offset', (frame) => v4(frame) && v4(frame)!.offset / 8],
  ['ip.len', (frame) => v4(frame)?.length],
  ['ipv6.src', (frame) => v6(frame)?.src],
  ['ipv6.dst', (frame) => v6(frame)?.dst],
  ['ipv6.hlim', (frame) => v6(frame)?.ttl],
  ['ipv6.tclass', (frame) => v6(frame)?.tos],
  ['ipv6.plen', (frame) => v6(frame) && v6(frame)!.length - 40],
  [
    ['ipv6.nxt', ...['hopopts', 'routing', 'fraghdr', 'dstopts'].map((header) => `ipv6.${header}.nxt`)],
    (frame) =>
      v6(frame) &&
      [...(v6(frame)!.extensions ?? []), v6(frame)!.protocol].map((name) => named(IP_PROTOCOLS, name)),
    'sorted',
  ],
  ['ipv6.fraghdr.ident', (frame) => v6(frame)?.id],
  ['ipv6.fraghdr.offset', (frame) => (v6(frame)?.id === undefined ? undefined : v6(frame)!.offset / 8)],
  ['ipv6.fraghdr.more', (frame) => (v6(frame)?.id === undefined ? undefined : number(v6(frame)?.mf))],
  ['icmp.type', (frame) => named(ICMP_TYPES, icmp4(frame)?.type)],
  ['icmp.code', (frame) => icmp4(frame) && named(ICMP_CODES, icmp4(frame)?.code ?? 0)],
  ['icmp.ident', (frame) => icmp4(frame)?.id],
  ['icmp.seq', (frame) => icmp4(frame)?.seq],
  ['icmp.mtu', (frame) => icmp4(frame)?.mtu],
  ['icmp.redir_gw', (frame) => icmp4(frame)?.gateway],
  ['icmp.pointer', (frame) => icmp4(frame)?.pointer],
  ['icmpv6.type', (frame) => named(ICMPV6_TYPES, icmp6(frame)?.type)],
  ['icmpv6.code', (frame) => icmp6(frame) && named(ICMPV6_CODES, icmp6(frame)?.code ?? 0)],
  ['icmpv6.echo.identifier', (frame) => icmp6(frame)?.id],
  ['icmpv6.echo.sequence_number', (frame) => icmp6(frame)?.seq],
  [['icmpv6.mtu', 'icmpv6.opt.mtu'], (frame) => icmp6(frame)?.mtu],
  ['icmpv6.pointer', (frame) => icmp6(frame)?.pointer],
  [
    [...['ns', 'na', 'rd'].map((message) => `icmpv6.nd.${message}.target_address`)],
    (frame) => icmp6(frame)?.target,
  ],
  ['icmpv6.rd.na.destination_address', (frame) => icmp6(frame)?.destination],
  ['icmpv6.nd.na.flag.r', flag('neighbor-advertisement', 'router')],
  ['icmpv6.nd.na.flag.s', flag('neighbor-advertisement', 'solicited')],
  ['icmpv6.nd.na.flag.o', flag('neighbor-advertisement', 'override')],
  ['icmpv6.nd.ra.flag.m', flag('router-advertisement', 'managed')],
  ['icmpv6.nd.ra.flag.o', flag('router-advertisement', 'other')],
  ['icmpv6.opt.linkaddr', (frame) => icmp6(frame)?.['source-mac'] ?? icmp6(frame)?.['target-mac']],
  ['icmpv6.opt.prefix', (frame) => icmp6(frame)?.prefixes?.map((prefix) => prefix.split('/')[0])],
  ['icmpv6.opt.prefix.length', (frame) => icmp6(frame)?.prefixes?.map((one) => Number(one.split('/')[1]))],
  ['icmpv6.nd.ra.router_lifetime', (frame) => icmp6(frame)?.lifetime],
  ['tcp.srcport', ({ tcp }) => tcp?.['src-port']],
  ['tcp.dstport', ({ tcp }) => tcp?.['dst-port']],
  ['tcp.seq_raw', ({ tcp }) => tcp?.seq],
  ['tcp.ack_raw', ({ tcp }) => tcp?.flags && (tcp.ack ?? ANYTHING)],
  ['tcp.flags', ({ tcp }) => tcp?.flags?.reduce((bits, name) => bits | (TCP_FLAGS[name] ?? 0x1000), 0)],
  ['tcp.window_size_value', ({ tcp }) => tcp?.window],
  ['tcp.options.mss_val', ({ tcp }) => tcp?.mss],
  ['tcp.len', ({ tcp }) => tcp?.length],
  ['tcp.payload', ({ tcp, payload }) => tcp && short(payload)],
  ['udp.srcport', ({ udp }) => udp?.['src-port']],
  [
    'udp.dstport',
    ({ udp, vxlan, geneve, 'flannel-udp': flannel }) =>
      udp && (vxlan ?? geneve ?? flannel ?? { port: udp['dst-port'] }).port,
  ],
  ['udp.dstport', ({ udp }) => udp?.['dst-port']],
  ['udp.payload', udpData],
  ['udp.length', ({ udp }) => udp?.length],
  ['vxlan.vni', ({ vxlan }) => vxlan?.vni],
  ['vxlan.gbp', ({ vxlan }) => vxlan && (vxlan.group ?? 0)],
  ['wg.type', ({ wireguard }) => named(WIREGUARD_TYPES, wireguard?.type)],
  ['wg.sender', ({ wireguard }) => wireguard?.sender],
  ['wg.receiver', ({ wireguard }) => wireguard?.receiver],
  ['wg.counter', ({ wireguard }) => wireguard?.counter],
  ['vrrp.version', ({ vrrp }) => vrrp?.version],
  ['vrrp.virt_rtr_id', ({ vrrp }) => vrrp?.vrid],
  ['vrrp.prio', ({ vrrp }) => vrrp?.priority],
  ['vrrp.auth_type', ({ vrrp }) => vrrp?.['auth-type']],
  ['vrrp.adver_int', ({ vrrp }) => (vrrp?.version === 2 ? vrrp.interval : undefined)],
  // In hundredths of a second.
  ['vrrp.short_adver_int', ({ vrrp }) => (vrrp?.version === 3 ? Math.round(vrrp.interval * 100) : undefined)],
  [['vrrp.ip_addr', 'vrrp.ipv6_addr'], ({ vrrp }) => vrrp?.addresses],
  ['gre.proto', ({ gre }) => named(ETHERTYPES, gre?.type)],
  ['gre.flags.checksum', ({ gre }) => number(gre?.csum)],
  ['gre.key', ({ gre }) => gre?.key],
  ['gre.sequence_number', ({ gre }) => gre?.seq],
  ['geneve.vni', ({ geneve }) => geneve?.vni],
  ['geneve.proto_type', ({ geneve }) => named(ETHERTYPES, geneve?.type)],
  ['geneve.flags.oam', ({ geneve }) => geneve && number(geneve.control === true)],
  ['geneve.flags.critical', ({ geneve }) => geneve && number(geneve.critical === true)],
  ['geneve.option.class', ({ geneve }) => geneve?.options?.map((option) => option.class)],
  [
    'geneve.option.type',
    ({ geneve }) => geneve?.options?.map(({ type, critical }) => type | (critical ? 0x80 : 0)),
  ],
  ['geneve.option.unknown.data', ({ geneve }) => geneve?.options?.map(({ data }) => data || undefined)],
];
