/** The kernel's drop reason alone (include/net/dropreason-core.h), where nothing else explains the loss. */
import type { Cause } from '../trace.ts';
import type { Scene } from './cause.ts';

export function kernelReason({ last }: Scene, reason: string): Cause {
  const [words, argv] = meanings[reason] ?? ['', ['nstat', '-asz']];
  return {
    id: 'kernel',
    node: last.node,
    why: `${last.node} drops it${words === '' ? '' : `: ${words}`} (${reason})`,
    argv,
  };
}

const link = ['ip', '-s', 'link'];
const counters = ['nstat', '-asz'];

const meanings: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  UDP_CSUM: ['its UDP checksum is wrong', ['nstat', '-asz', 'UdpInCsumErrors']],
  TCP_CSUM: ['its TCP checksum is wrong', ['nstat', '-asz', 'TcpInCsumErrors']],
  ICMP_CSUM: ['its ICMP checksum is wrong', ['nstat', '-asz', 'IcmpInCsumErrors']],
  IP_CSUM: ['the checksum of its IP header is wrong', ['nstat', '-asz', 'IpExtInCsumErrors']],
  SKB_CSUM: ['its checksum is wrong', counters],
  NO_SOCKET: ['no socket receives it', ['ss', '-lntup']],
  SOCKET_FILTER: ["the socket's filter rejects it", ['ss', '-lntup']],
  SOCKET_RCVBUFF: ["the socket's receive buffer is full", ['ss', '-lntupm']],
  TCP_LISTEN_OVERFLOW: ["the listening socket's queue is full", ['ss', '-lntp']],
  NETFILTER_DROP: ['a rule of netfilter', ['nft', 'list', 'ruleset']],
  XFRM_POLICY: ['an xfrm policy', ['ip', 'xfrm', 'policy']],
  XDP: ['an XDP program', ['ip', 'link']],
  TC_INGRESS: ['a tc filter at ingress', ['tc', 'qdisc']],
  TC_EGRESS: ['a tc filter at egress', ['tc', 'qdisc']],
  QDISC_DROP: ['the queueing discipline of its output interface', ['tc', '-s', 'qdisc']],
  IP_INHDR: ['its IP header is invalid, or its TTL is over', counters],
  IP_NOPROTO: ['no protocol there receives it', counters],
  UNHANDLED_PROTO: ['no protocol there receives it', counters],
  IP_RPFILTER: ['its source is not reachable by that interface (rp_filter)', ['ip', 'route']],
  IP_LOCAL_SOURCE: ["its source address is the node's own", ['ip', 'address']],
  IP_INVALID_SOURCE: ['its source address is invalid', ['ip', 'address']],
  IP_INNOROUTES: ['it has no route', ['ip', 'route']],
  IP_OUTNOROUTES: ['it has no route', ['ip', 'route']],
  OTHERHOST: ['the frame is for another MAC', link],
  NEIGH_FAILED: ['its next hop has no MAC', ['ip', 'neigh']],
  NEIGH_QUEUEFULL: ['its next hop has no MAC', ['ip', 'neigh']],
  PKT_TOO_BIG: ['it is larger than the MTU', link],
  DEV_READY: ['the interface is not ready', link],
  IPV6DISABLED: ['IPv6 is disabled', ['sysctl', 'net.ipv6.conf.all.disable_ipv6']],
  BRIDGE_INGRESS_STP_STATE: ['the bridge port does not forward', ['bridge', '-d', 'link']],
  VXLAN_VNI_NOT_FOUND: ['no VXLAN interface has its VNI', ['ip', '-d', 'link', 'show', 'type', 'vxlan']],
};
