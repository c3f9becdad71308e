import { describe, expect, it } from 'vitest';
import { dissect, dissector } from '../../../src/packet/dissect.ts';
import { ARP, ECHO, ETHERNET, ipv4, raw, udp, vxlan } from './hand-made.ts';

describe('what is VXLAN', () => {
  it('is a network and a whole frame', () => {
    const frame = dissect(raw(ipv4(17, udp(8472, vxlan(4096, `${ETHERNET} 0800 ${ipv4(1, ECHO)}`)))));
    expect(frame).toMatchObject({
      vxlan: { vni: 4096, port: 8472 },
      inner: { length: 42, ethernet: { src: '02:00:00:00:00:02' }, ip: { src: '10.0.0.1' }, icmp: { id: 1 } },
    });
  });

  it('ends early, and is not malformed, where its carrier is a first fragment', () => {
    const frame = dissect(raw(ipv4(17, `03e8 2118 0040 0000 ${vxlan(1, '020000000001')}`, 0x2000)));
    expect(frame).toMatchObject({ vxlan: { vni: 1 }, inner: { truncated: true, payload: '020000000001' } });
    expect(frame.inner).not.toHaveProperty('malformed');
  });

  it('may have a group', () => {
    expect(dissect(raw(ipv4(17, udp(4789, `88080017 00000100 ${ETHERNET} 0806 ${ARP}`))))).toMatchObject({
      vxlan: { vni: 1, port: 4789, group: 23 },
      inner: { arp: { op: 'request' } },
    });
  });

  it.each([
    ['without the I flag', '00000000 00000100'],
    ['with a reserved flag', '0c000000 00000100'],
    ['with a reserved bit of the flags word', '08000001 00000100'],
    ['with a reserved last byte', '08000000 00000101'],
    ['with a group but no network', '80000001 00000100'],
    ['and only seven bytes', '08000000 000001'],
  ])('leaves UDP to port 8472 %s as payload', (_, data) => {
    const frame = dissect(raw(ipv4(17, udp(8472, data))));
    expect(frame).toMatchObject({ udp: { 'dst-port': 8472 }, payload: data.replaceAll(' ', '') });
    expect(frame).not.toHaveProperty('vxlan');
  });

  it('takes VXLAN ports besides its own', () => {
    const to = (port: number) => raw(ipv4(17, udp(port, vxlan(1, `${ETHERNET} 0806 ${ARP}`))));
    const other = dissector({ ports: { vxlan: [5555] } });
    expect(other(to(5555))).toMatchObject({ vxlan: { vni: 1, port: 5555 }, inner: { arp: {} } });
    expect(other(to(4789))).toMatchObject({ vxlan: { port: 4789 } });
    expect(dissect(to(5555))).not.toHaveProperty('vxlan');
  });
});
