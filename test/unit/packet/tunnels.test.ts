import { describe, expect, it } from 'vitest';
import { dissect, dissector } from '../../../src/packet/dissect.ts';
import { summarize } from '../../../src/packet/summary.ts';
import { ARP, ECHO, ETHERNET, ipv4, ipv6, raw, snapped, udp } from './hand-made.ts';

const echo = ipv4(1, ECHO);

describe('IP in IP', () => {
  it('is a packet within a packet, without a layer of its own', () => {
    const frame = dissect(raw(ipv4(4, echo)));
    expect(frame).toMatchObject({ ip: { protocol: 'ipip' }, inner: { length: 28, ip: {}, icmp: { id: 1 } } });
    expect(summarize(frame)).toBe('IPIP [ 10.0.0.1 > 10.0.0.2 ICMP echo request ]');
  });

  it.each([
    [
      'IPv6 in IPv4',
      ipv4(41, ipv6(17, udp(53, ''))),
      'SIT [ [2001:db8::1]:1000 > [2001:db8::2]:53 UDP, 0 bytes ]',
    ],
    ['IPv4 in IPv6', ipv6(4, echo), 'IPIP [ 10.0.0.1 > 10.0.0.2 ICMP echo request ]'],
    ['three deep', ipv4(4, ipv4(4, echo)), 'IPIP [ IPIP [ 10.0.0.1 > 10.0.0.2 ICMP echo request ] ]'],
  ])('reads %s', (_, hex, line) => {
    expect(summarize(dissect(raw(hex)))).toBe(line);
  });

  it('calls what is inside malformed where it is not what the number says', () => {
    expect(dissect(raw(ipv4(4, ipv6(59, ''))))).toMatchObject({ inner: { malformed: 'ipv4' } });
    expect(dissect(raw(ipv4(41, echo)))).toMatchObject({ inner: { malformed: 'ipv6' } });
    expect(dissect(raw(ipv4(4, '')))).toMatchObject({ malformed: 'ipip' });
  });

  it('of a first fragment is the beginning of something longer', () => {
    const frame = dissect(raw(ipv4(4, echo.slice(0, 60), 0x2000)));
    expect(frame).toMatchObject({ ip: { mf: true }, inner: { truncated: true } });
    expect(frame.inner).not.toHaveProperty('malformed');
  });
});

describe('GRE', () => {
  it.each<[string, string, object, string]>([
    ['nothing more', `0000 0800 ${echo}`, { type: 'ipv4', csum: false }, 'GRE ['],
    ['a key', `2000 0800 00000007 ${echo}`, { type: 'ipv4', key: 7, csum: false }, 'GRE key 7 ['],
    ['a number', `1000 0800 00000009 ${echo}`, { type: 'ipv4', seq: 9, csum: false }, 'GRE seq 9 ['],
    [
      'a key and a number',
      `3000 0800 ffffffff 00000001 ${echo}`,
      { type: 'ipv4', key: 4294967295, seq: 1, csum: false },
      'GRE key 4294967295 seq 1 [',
    ],
  ])('reads a header with %s', (_, hex, gre, begins) => {
    const frame = dissect(raw(ipv4(47, hex)));
    expect(frame.gre).toStrictEqual(gre);
    expect(frame).toMatchObject({ inner: { length: 28, icmp: { id: 1 } } });
    expect(summarize(frame)).toBe(`${begins} 10.0.0.1 > 10.0.0.2 ICMP echo request ]`);
  });

  it('reads a checksum, and does not judge it', () => {
    const frame = dissect(raw(ipv4(47, 'a000 88b5 ffff 0000 00000007 1234')));
    expect(frame.gre).toStrictEqual({ type: '0x88b5', key: 7, csum: true });
    expect(frame).toMatchObject({ inner: { payload: '1234' } });
  });

  it('carries Ethernet frames as type 0x6558', () => {
    expect(dissect(raw(ipv4(47, `0000 6558 ${ETHERNET} 0806 ${ARP}`)))).toMatchObject({
      gre: { type: 'teb' },
      inner: { ethernet: { src: '02:00:00:00:00:02' }, arp: { op: 'request' } },
    });
  });

  it.each([
    ['version 1, which is PPTP', '3001 880b 00000001'],
    ['routing of RFC 1701', '4000 0800 00000000'],
  ])('leaves %s as payload', (_, hex) => {
    const frame = dissect(raw(ipv4(47, hex)));
    expect(frame.payload).toBe(hex.replaceAll(' ', ''));
    expect(frame).not.toHaveProperty('gre');
  });

  it('tells what is cut from what is wrong', () => {
    const whole = raw(ipv4(47, `2000 0800 00000007 ${echo}`));
    expect(dissect(snapped(whole, 26))).toMatchObject({ truncated: true, payload: '200008000000' });
    expect(dissect(raw(ipv4(47, '2000 0800 0000')))).toMatchObject({ malformed: 'gre' });
  });
});

describe('Geneve', () => {
  const packet = (hex: string, port = 6081) => raw(ipv4(17, udp(port, hex)));
  const arp = `${ETHERNET} 0806 ${ARP}`;

  it('is a network and a frame', () => {
    const frame = dissect(packet(`0000 6558 000005 00 ${arp}`));
    expect(frame.geneve).toStrictEqual({ vni: 5, port: 6081, type: 'teb' });
    expect(summarize(frame)).toBe('Geneve vni 5 [ ARP who has 10.0.0.2 tell 10.0.0.1 ]');
  });

  it('may carry IP without Ethernet', () => {
    expect(dissect(packet(`0000 0800 000005 00 ${echo}`))).toMatchObject({
      geneve: { type: 'ipv4' },
      inner: { icmp: { id: 1 } },
    });
  });

  it('has options', () => {
    expect(
      dissect(packet(`04c0 6558 000005 00 0102 80 01 00010002 0103 07 01 cafebabe ${arp}`)),
    ).toMatchObject({
      geneve: {
        control: true,
        critical: true,
        options: [
          { class: 0x0102, type: 0, critical: true, data: '00010002' },
          { class: 0x0103, type: 7, data: 'cafebabe' },
        ],
      },
      inner: { arp: { op: 'request' } },
    });
  });

  it.each([
    ['longer than the packet', '3f00 6558 000005 00 0102 00 00'],
    ['longer than their space', '0100 6558 000005 00 0102 00 1f 00000000'],
  ])('is malformed where its options are %s', (_, hex) => {
    expect(dissect(packet(hex))).toMatchObject({ geneve: { vni: 5 }, malformed: 'geneve' });
  });

  it('leaves another version as payload', () => {
    expect(dissect(packet('4000 6558 00000500'))).not.toHaveProperty('geneve');
  });

  it('is found on more ports where a lab says so', () => {
    const read = dissector({ ports: { geneve: [7000] } });
    expect(read(packet(`0000 6558 000005 00 ${arp}`, 7000))).toMatchObject({ geneve: { port: 7000 } });
    expect(dissect(packet(`0000 6558 000005 00 ${arp}`, 7000))).not.toHaveProperty('geneve');
  });
});
