import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/packet/captured.ts';
import { dissect } from '../../../src/packet/dissect.ts';
import { ARP, captured, ECHO, ethernet, FAR, ipv4, ipv6, raw, TCP, udp } from './hand-made.ts';

const IP = {
  version: 4,
  src: '10.0.0.1',
  dst: '10.0.0.2',
  ttl: 64,
  tos: 0,
  id: 7,
  df: true,
  mf: false,
  offset: 0,
};
const MACS = { dst: '02:00:00:00:00:01', src: '02:00:00:00:00:02' };

describe('dissecting', () => {
  it.each<[string, Captured, object]>([
    [
      'Ethernet of an unknown type',
      ethernet('88b5 cafe'),
      { length: 16, ethernet: { ...MACS, type: '0x88b5' }, payload: 'cafe' },
    ],
    [
      'an 802.3 frame without its padding',
      ethernet('0003 424203 0000'),
      { ethernet: { type: 'llc' }, payload: '424203' },
    ],
    [
      'two VLAN tags',
      ethernet('88a8 6064 8100 100a 0806', ARP),
      {
        ethernet: { type: '802.1ad' },
        vlan: [
          { id: 100, priority: 3, type: '802.1q' },
          { id: 10, priority: 0, type: 'arp', 'drop-eligible': true },
        ],
        arp: { op: 'request', 'sender-ip': '10.0.0.1' },
      },
    ],
    [
      'ARP',
      ethernet('0806', ARP, '0000'),
      {
        arp: {
          op: 'request',
          'sender-mac': '02:00:00:00:00:02',
          'sender-ip': '10.0.0.1',
          'target-mac': '00:00:00:00:00:00',
          'target-ip': '10.0.0.2',
        },
      },
    ],
    [
      'ARP of another kind as payload',
      ethernet('0806', ARP.replace('0604', '0804')),
      { payload: expect.any(String) },
    ],
    [
      'IPv4 and an unknown protocol',
      raw(ipv4(200, 'beef')),
      { ip: { ...IP, protocol: 200, length: 22 }, payload: 'beef' },
    ],
    ['raw IP by the number of other systems', captured(12, ipv4(200, 'beef')), { ip: IP }],
    [
      'raw IPv6',
      captured(12, ipv6(200, 'beef')),
      { ip: { version: 6, src: '2001:db8::1', protocol: 200, length: 42 } },
    ],
    [
      'IPv4 without the padding of its link',
      ethernet('0800', ipv4(200, 'beef'), '000000'),
      { payload: 'beef' },
    ],
    [
      'IPv4 options',
      raw('4600 001a 0007 0000 40c8 10ea 0a000001 0a000002 94040000 beef'),
      { ip: { length: 26 }, payload: 'beef' },
    ],
    [
      'a first fragment',
      raw(ipv4(17, '03e8 0009 07d0 0000 aa', 0x2000)),
      { ip: { mf: true, offset: 0 }, udp: { length: 2000 }, payload: 'aa' },
    ],
    [
      'a later fragment',
      raw(ipv4(17, 'aabb', 0x00b9)),
      { ip: { mf: false, offset: 1480, protocol: 'udp' }, payload: 'aabb' },
    ],
    [
      'a packet of unstated length',
      raw('4500 0000 0007 4000 40c8 e600 0a000001 0a000002 beef'),
      { ip: { length: 22 }, payload: 'beef' },
    ],
    [
      'a wrong IP checksum',
      raw('4500 0016 0007 4000 40c8 0000 0a000001 0a000002 beef'),
      { ip: { 'bad-checksum': true } },
    ],
    ['an echo request', raw(ipv4(1, ECHO)), { icmp: { type: 'echo-request', id: 1, seq: 2 } }],
    [
      'a wrong ICMP checksum',
      raw(ipv4(1, '0800 0000 0001 0002')),
      { icmp: { type: 'echo-request', 'bad-checksum': true } },
    ],
    [
      'an error that quotes eight bytes of TCP',
      raw(ipv4(1, `0304 f8ff 0000 0500 4500 002c 0007 4000 4006 0000 0a000001 0a000002 03e8 0050 00000001`)),
      {
        icmp: {
          type: 'unreachable',
          code: 'fragmentation-needed',
          mtu: 1280,
          quoted: {
            truncated: true,
            ip: { ...IP, protocol: 'tcp', length: 44 },
            tcp: { 'src-port': 1000, 'dst-port': 80, seq: 1 },
          },
        },
      },
    ],
    [
      'a redirect',
      raw(ipv4(1, `0501 0000 0a000003 ${ipv4(17, udp(9, ''))}`)),
      { icmp: { type: 'redirect', code: 'host', gateway: '10.0.0.3', quoted: { udp: { 'dst-port': 9 } } } },
    ],
    [
      'an unknown ICMP type',
      raw(ipv4(1, 'c801 0000 00000000 aa')),
      { icmp: { type: 200, code: 1 }, payload: 'aa' },
    ],
    [
      'TCP',
      raw(ipv4(6, `${TCP} aabbcc`)),
      {
        tcp: {
          'src-port': 1000,
          'dst-port': 80,
          seq: 1,
          ack: 2,
          flags: ['syn', 'ack'],
          window: 65535,
          mss: 1460,
          length: 3,
        },
        payload: 'aabbcc',
      },
    ],
    [
      'TCP options that end early',
      raw(ipv4(6, TCP.replace('020405b4', '01010204'))),
      { tcp: { flags: ['syn', 'ack'] } },
    ],
    [
      'UDP',
      raw(ipv4(17, udp(53, 'aabb'))),
      { udp: { 'src-port': 1000, 'dst-port': 53, length: 10 }, payload: 'aabb' },
    ],
    ['UDP that ends before its packet', raw(ipv4(17, '03e8 0009 0009 0000 aabb')), { payload: 'aa' }],
    [
      'IPv6 behind hop-by-hop, destination and authentication headers',
      raw(ipv6(0, `3c00 010400000000 3300 010400000000 1101 0000 00000001 00000001 ${udp(53, 'aa')}`)),
      {
        ip: { protocol: 'udp', extensions: ['hop-by-hop', 'destination', 'ah'], mf: false, offset: 0 },
        udp: { 'dst-port': 53 },
      },
    ],
    [
      'a first IPv6 fragment',
      raw(ipv6(44, `1100 0001 00000063 ${udp(53, 'aa')}`)),
      { ip: { id: 99, mf: true, offset: 0, protocol: 'udp' }, udp: { 'dst-port': 53 } },
    ],
    [
      'a later IPv6 fragment',
      raw(ipv6(44, '1100 05a8 00000063 aa')),
      { ip: { id: 99, mf: false, offset: 1448, protocol: 'udp' }, payload: 'aa' },
    ],
    [
      'a neighbor advertisement',
      raw(ipv6(58, `8800 0000 60000000 ${FAR} 0201 020000000002`)),
      {
        icmp: {
          type: 'neighbor-advertisement',
          target: '2001:db8::9',
          flags: ['solicited', 'override'],
          'target-mac': '02:00:00:00:00:02',
        },
      },
    ],
    [
      'a router advertisement',
      raw(
        ipv6(
          58,
          `8600 0000 40c0 0708 00000000 00000000 0304 40c0 00000e10 00000e10 00000000 ${FAR} 0501 0000 000005dc`,
        ),
      ),
      {
        icmp: {
          type: 'router-advertisement',
          flags: ['managed', 'other'],
          lifetime: 1800,
          prefixes: ['2001:db8::9/64'],
          mtu: 1500,
        },
      },
    ],
    [
      'a packet-too-big',
      raw(ipv6(58, `0200 0000 00000500 ${ipv6(17, udp(9, ''))}`)),
      { icmp: { type: 'packet-too-big', mtu: 1280, quoted: { ip: { version: 6 }, udp: { 'dst-port': 9 } } } },
    ],
    [
      'SLL',
      captured(113, '0004 0001 0006 020000000002 0000 0800', ipv4(1, ECHO)),
      { sll: { packet: 'outgoing', src: '02:00:00:00:00:02', type: 'ipv4' }, icmp: { id: 1 } },
    ],
    [
      'SLL2',
      captured(276, '0800 0000 00000003 0001 00 06 020000000002 0000', ipv4(1, ECHO)),
      {
        sll: { packet: 'host', src: '02:00:00:00:00:02', type: 'ipv4', 'interface-index': 3 },
        icmp: { id: 1 },
      },
    ],
    [
      'SLL without a MAC',
      captured(113, '0000 fffe 0000 0000000000000000 0800', ipv4(1, ECHO)),
      { sll: { packet: 'host', type: 'ipv4' }, icmp: { id: 1 } },
    ],
    ['a link type that nobody knows', captured(9999, 'cafe'), { length: 2, payload: 'cafe' }],
  ])('reads %s', (_, packet, frame) => {
    const read = dissect(packet);
    expect(read).toMatchObject(frame);
    expect(read.malformed).toBeUndefined();
    expect(JSON.parse(JSON.stringify(read))).toStrictEqual(read);
  });

  it('gives no more than 64 bytes of payload', () => {
    expect(dissect(raw(ipv4(17, udp(9, 'ab'.repeat(65))))).payload).toBe('ab'.repeat(64));
    expect(dissect(raw(ipv4(17, udp(9, ''))))).not.toHaveProperty('payload');
  });
});
