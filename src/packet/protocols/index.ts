/** All protocols, from the outside in. The last one whose layer a frame has writes its summary. */
import type { Protocol } from '../protocol.ts';
import { arp } from './arp.ts';
import { ethernet } from './ethernet.ts';
import { flannelUdp } from './flannel-udp.ts';
import { geneve } from './geneve.ts';
import { gre } from './gre.ts';
import { icmp } from './icmp.ts';
import { icmpv6 } from './icmpv6.ts';
import { ipip } from './ipip.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { raw } from './raw.ts';
import { sit } from './sit.ts';
import { sll } from './sll.ts';
import { sll2 } from './sll2.ts';
import { tcp } from './tcp.ts';
import { udp } from './udp.ts';
import { vlan } from './vlan.ts';
import { vrrp } from './vrrp.ts';
import { vxlan } from './vxlan.ts';
import { wireguard } from './wireguard.ts';

export const protocols: readonly Protocol[] = [
  raw,
  sll,
  sll2,
  ethernet,
  vlan,
  arp,
  ipv4,
  ipv6,
  ipip,
  sit,
  gre,
  icmp,
  icmpv6,
  tcp,
  udp,
  vrrp,
  vxlan,
  flannelUdp,
  geneve,
  wireguard,
];
