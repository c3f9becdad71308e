import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/packet/captured.ts';
import { dissect } from '../../../src/packet/dissect.ts';
import { protocols } from '../../../src/packet/protocols/index.ts';
import { summarize } from '../../../src/packet/summary.ts';
import {
  captured,
  ECHO,
  ETHERNET,
  ethernet,
  FAR,
  icmp,
  ipv4,
  ipv6,
  raw,
  snapped,
  udp,
  vxlan,
} from './hand-made.ts';

const arp = (op: string) => `0806 0001 0800 0604 ${op} 020000000002 0a000002 020000000001 0a000001`;
const tcp = (flags: string, data = '') => `a8ca 0050 00000001 00000002 50${flags} ffff 0000 0000 ${data}`;

describe('one line for a packet', () => {
  it.each<[Captured, string]>([
    [
      raw(ipv4(17, udp(8472, vxlan(1, `${ETHERNET} 0800 ${ipv4(1, ECHO)}`)))),
      'VXLAN vni 1 [ 10.0.0.1 > 10.0.0.2 ICMP echo request ]',
    ],
    [raw(ipv4(6, tcp('02'))), '10.0.0.1:43210 > 10.0.0.2:80 TCP syn'],
    [raw(ipv4(6, tcp('18', 'aabb'))), '10.0.0.1:43210 > 10.0.0.2:80 TCP psh ack, 2 bytes'],
    [raw(ipv4(6, tcp('00'))), '10.0.0.1:43210 > 10.0.0.2:80 TCP no flags'],
    [raw(ipv6(6, tcp('12'))), '[2001:db8::1]:43210 > [2001:db8::2]:80 TCP syn ack'],
    [raw(ipv4(17, udp(53, 'aabb'))), '10.0.0.1:1000 > 10.0.0.2:53 UDP, 2 bytes'],
    [ethernet(arp('0001')), 'ARP who has 10.0.0.1 tell 10.0.0.2'],
    [ethernet(arp('0002')), 'ARP 10.0.0.2 is at 02:00:00:00:00:02'],
    [ethernet(arp('0003')), 'ARP operation 3 from 02:00:00:00:00:02'],
    [ethernet('8100 0064', arp('0001')), 'VLAN 100 ARP who has 10.0.0.1 tell 10.0.0.2'],
    [ethernet('88b5 aabb'), '02:00:00:00:00:02 > 02:00:00:00:00:01 0x88b5, 16 bytes'],
    [ethernet('8100 0064 88cc aabb'), 'VLAN 100 02:00:00:00:00:02 > 02:00:00:00:00:01 lldp, 20 bytes'],
    [captured(113, '0004 0001 0006 020000000002 0000 88cc aa'), '02:00:00:00:00:02 outgoing lldp, 17 bytes'],
    [captured(276, '88cc 0000 00000003 0001 07 00 0000000000000000 aa'), 'unknown 7 lldp, 21 bytes'],
    [raw(ipv4(89, 'aa')), '10.0.0.1 > 10.0.0.2 OSPF, 21 bytes'],
    [raw(ipv4(200, 'aa')), '10.0.0.1 > 10.0.0.2 protocol 200, 21 bytes'],
    [raw(ipv4(17, udp(9, 'aa'), 0x2000)), '10.0.0.1:1000 > 10.0.0.2:9 UDP, 1 bytes (first fragment)'],
    [raw(ipv4(17, 'aa', 0x00b9)), '10.0.0.1 > 10.0.0.2 UDP, 21 bytes (fragment at 1480)'],
    [raw(ipv4(1, '0800 0000 0001 0002')), '10.0.0.1 > 10.0.0.2 ICMP echo request (bad ICMP checksum)'],
    [raw(ipv4(17, '03e8')), '10.0.0.1 > 10.0.0.2 UDP, 22 bytes (malformed udp)'],
    [snapped(raw(ipv4(17, udp(9, 'aa'))), 22), '10.0.0.1 > 10.0.0.2 UDP, 29 bytes, truncated'],
    [
      raw(ipv4(1, icmp('0304', `0000 05aa ${ipv4(17, udp(9, 'aa'))}`))),
      '10.0.0.1 > 10.0.0.2 ICMP unreachable fragmentation needed mtu 1450 [ 10.0.0.1:1000 > 10.0.0.2:9 UDP, 1 bytes ]',
    ],
    [
      raw(ipv6(58, `8800 0000 60000000 ${FAR} 0201 020000000002`)),
      '2001:db8::1 > 2001:db8::2 ICMPv6 neighbor advertisement for 2001:db8::9 at 02:00:00:00:00:02 (bad ICMP checksum)',
    ],
    [captured(7, 'aabb'), '2 bytes'],
  ])('case %#: $1', (packet, line) => {
    expect(summarize(dissect(packet))).toBe(line);
  });

  it('has a line of its own for every layer', () => {
    const layers = new Set(protocols.map(({ layer }) => layer).filter((layer) => layer !== undefined));
    for (const layer of layers) {
      const of = protocols.filter((protocol) => protocol.layer === layer);
      expect(
        of.some(({ summary, prefix }) => summary ?? prefix),
        layer,
      ).toBe(true);
    }
  });
});
