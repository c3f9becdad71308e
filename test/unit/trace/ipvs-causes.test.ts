// Causes in IPVS. test/vm/ipvs.test.ts makes them in a lab.
import { describe, expect, it } from 'vitest';
import { addressTwice } from '../../../src/trace/causes/address-twice.ts';
import type { Scene } from '../../../src/trace/causes/cause.ts';
import { ipvsAddress } from '../../../src/trace/causes/ipvs-address.ts';
import { balancedBypass } from '../../../src/trace/causes/ipvs-bypass.ts';
import { ipvsServers } from '../../../src/trace/causes/ipvs-servers.ts';
import { refusal } from '../../../src/trace/causes/refusal.ts';
import { balancedIn } from '../../../src/trace/ipvs.ts';
import type { Reading } from '../../../src/trace/readings.ts';
import type { Sighting } from '../../../src/trace/sighting.ts';
import type { TracedWay } from '../../../src/trace/trace.ts';
import { readServices } from '../../../src/trace/virtual-services.ts';
import { addressed, director, printed, seen, tcp, vips } from './ipvs-director.ts';
import { reading } from './recorded.ts';

describe('virtual services', () => {
  it('have schedulers and servers; those by mark are left out', () => {
    expect(readServices(printed).map(({ title, address, scheduler }) => [title, address, scheduler])).toEqual(
      [
        ['TCP 192.0.2.100:80', '192.0.2.100', 'rr'],
        ['TCP 192.0.2.101:80', '192.0.2.101', 'wrr'],
        ['UDP 192.0.2.102:53', '192.0.2.102', 'rr'],
        ['TCP 192.0.2.103:80', '192.0.2.103', 'rr'],
        ['TCP [2001:db8::1]:80', '2001:db8::1', 'rr'],
      ],
    );
    expect(readServices(printed)[1]!.servers).toEqual([
      { server: '192.0.2.11:80', forwarding: 'gatewaying', weight: 2 },
      { server: '192.0.2.12:80', forwarding: 'gatewaying', weight: 0 },
    ]);
  });
});

describe('a choice without a connection', () => {
  const choice = (came: object, left: object) =>
    balancedIn(
      {
        ...{ node: 'director', hops: [], routed: true },
        ...{ came: seen('director', 'in', came), left: seen('director', 'out', left) },
      },
      new Map(),
      new Map([['director', director(...vips)]]),
    );
  const outer = (dst: string) => ({ ip: { src: '192.0.2.1', dst, protocol: 'ipip', offset: 0 } });
  const udp = {
    ip: { src: '192.0.2.10', dst: '192.0.2.102', protocol: 'udp', offset: 0 },
    udp: { 'src-port': 4000, 'dst-port': 53 },
  };

  it.each([
    ['NAT, by the destination', tcp('192.0.2.100'), tcp('192.0.2.11', 8080), '192.0.2.11:8080', 'rr'],
    [
      'direct routing, by the MAC',
      tcp('192.0.2.101'),
      tcp('192.0.2.101', 80, '02:00:00:00:00:12'),
      '192.0.2.12:80',
      'wrr',
    ],
    ['tunnel, by the outer header', udp, { ...outer('192.0.2.12'), inner: udp }, '192.0.2.12:53', 'rr'],
  ])('%s', (_, came, left, server, scheduler) => {
    expect(choice(came, left)).toMatchObject({ server, scheduler });
  });

  it('none, if the packet goes elsewhere or is for no virtual service', () => {
    expect(choice(tcp('192.0.2.100'), tcp('192.0.2.99', 8080))).toBeUndefined();
    expect(choice(tcp('192.0.2.100', 81), tcp('192.0.2.11', 8080))).toBeUndefined();
  });
});

const scene = (hops: readonly Sighting[], nodes: Readonly<Record<string, Reading>>, arrived = false) => {
  const last = hops.at(-1)!;
  const readings = new Map(Object.entries(nodes));
  const { ip, tcp: ports } = last.frame;
  const flow = { protocol: 'tcp', src: ip!.src, dst: ip!.dst, dstPort: ports!['dst-port'] };
  return {
    hops,
    readings,
    arrived,
    last,
    forms: [{ flow }],
    after: readings.get(last.node),
  } as unknown as Scene;
};

describe('an address that is missing', () => {
  const vip = '192.0.2.101';
  const passes = [
    seen('client', 'out', tcp(vip)),
    seen('director', 'in', tcp(vip)),
    seen('director', 'out', tcp(vip, 80, '02:00:00:00:00:11')),
    seen('web-1', 'in', tcp(vip, 80, '02:00:00:00:00:11')),
  ];
  const client = reading({ links: addressed('192.0.2.10') });
  const server = (...addresses: readonly string[]) =>
    reading({ links: addressed('192.0.2.11', ...addresses) });

  it('on the director', () => {
    const cause = ipvsAddress.find(scene(passes.slice(0, 3), { client, director: director() }));
    expect(cause).toMatchObject({ id: 'ipvs', node: 'director' });
    expect(cause?.why).toBe(
      'director has the virtual service TCP 192.0.2.101:80, and 192.0.2.101 on no interface: it forwards the packet, and IPVS does not see it',
    );
  });

  it('on the real server, which the packet reaches unchanged', () => {
    const cause = ipvsAddress.find(scene(passes, { client, director: director(vip), 'web-1': server() }));
    expect(cause).toMatchObject({ id: 'ipvs', node: 'web-1' });
    expect(cause?.why).toContain(
      'to 192.0.2.11:80 without NAT (gatewaying), and web-1 has 192.0.2.101 on no',
    );
  });

  it('not, if both have it, or if the packet arrived', () => {
    const both = { client, director: director(vip), 'web-1': server(vip) };
    expect(ipvsAddress.find(scene(passes, both))).toBeUndefined();
    expect(ipvsAddress.find(scene(passes, { ...both, 'web-1': server() }, true))).toBeUndefined();
  });
});

describe('nothing to choose', () => {
  const at = (dst: string, port = 80) =>
    ipvsServers.find(scene([seen('director', 'in', tcp(dst, port))], { director: director(...vips) }, true));

  it.each([
    ['192.0.2.103', 80, "director's virtual service TCP 192.0.2.103:80 (rr) has no server"],
    [
      '2001:db8::1',
      80,
      "director's virtual service TCP [2001:db8::1]:80 (rr) has no server of weight > 0: [2001:db8::2]:8080",
    ],
    [
      '192.0.2.101',
      81,
      'director has no virtual service TCP 192.0.2.101:81, and no process of its own answers there. At this address it has TCP 192.0.2.101:80',
    ],
    ['192.0.2.101', 80, undefined],
    ['192.0.2.1', 80, undefined],
  ])('%s port %i: %s', (dst, port, why) => {
    expect(at(dst, port)?.why).toBe(why);
  });

  it('also if the node answers with RST', () => {
    const frame = {
      ip: { src: '192.0.2.101', dst: '192.0.2.10', protocol: 'tcp', offset: 0 },
      tcp: { 'src-port': 81, 'dst-port': 4000, flags: ['rst', 'ack'] },
    };
    const reply = { hops: [{ node: 'director', frame }] } as unknown as TracedWay;
    expect(refusal(reply, new Map([['director', director(...vips)]]))?.id).toBe('ipvs');
    expect(refusal(reply, new Map([['director', reading({})]]))?.id).toBe('refused');
  });
});

describe('a reply that does not pass the director', () => {
  const way = (balanced: boolean) =>
    ({
      hops: [
        {
          ...{ node: 'director', changes: { nat: [{ what: 'destination' }] } },
          ...(balanced ? { balanced: { server: '192.0.2.11:8080' } } : {}),
        },
      ],
    }) as unknown as TracedWay;
  const reply = (node: string) =>
    ({
      hops: [
        {
          ...{ node: 'web-1', interface: 'eth0', route: 'default via 192.0.2.254 dev eth0' },
          frame: { ip: { src: '192.0.2.11', dst: '192.0.2.10', protocol: 'tcp', offset: 0 } },
        },
        { node },
      ],
    }) as unknown as TracedWay;

  it('names the route of the real server', () => {
    expect(balancedBypass(way(true), reply('router'))).toMatchObject({
      ...{ id: 'nat-bypass', node: 'web-1', argv: ['ip', 'route', 'get', '192.0.2.10'] },
      why: "director's IPVS rewrote the destination, and the reply of web-1 does not pass director: the route of web-1 to 192.0.2.10 is via 192.0.2.254",
    });
  });

  it('not, if it passes the director, or another NAT rewrote the packet', () => {
    expect(balancedBypass(way(true), reply('director'))).toBeUndefined();
    expect(balancedBypass(way(false), reply('router'))).toBeUndefined();
  });
});

describe('an address on two nodes', () => {
  const vip = '192.0.2.101';
  const web = (ignore: string) =>
    reading({
      links: addressed('192.0.2.11', vip),
      settings: new Map([['ipv4/conf/all/arp_ignore', ignore]]),
    });
  const way = (node: string) =>
    ({
      arrived: true,
      hops: [seen('client', 'out', tcp(vip)), seen(node, 'in', tcp(vip))],
    }) as unknown as TracedWay;
  const readings = (ignore: string) =>
    new Map([
      ['director', director(vip)],
      ['web-1', web(ignore)],
    ]);

  it('the packet reaches the real server and not the director', () => {
    const cause = addressTwice(way('web-1'), [], readings('0'));
    expect(cause).toMatchObject({ id: 'address-twice', node: 'web-1' });
    expect(cause?.why).toMatch(/reaches web-1 and not director.*arp_ignore is 0/);
    expect(addressTwice(way('web-1'), [], readings('1'))?.why).not.toContain('arp_ignore');
    expect(addressTwice(way('director'), [], readings('0'))).toBeUndefined();
  });

  it('both answer the ARP request of one interface', () => {
    const answer = (node: string, to = '02:00:00:00:00:10') =>
      seen(node, 'out', { ethernet: { dst: to }, arp: { op: 'reply', 'sender-ip': vip } });
    const both = [answer('director'), answer('web-1')];
    expect(addressTwice(way('director'), both, readings('0'))?.why).toBe(
      'director:eth0 and web-1:eth0 both answer the ARP request for 192.0.2.101, so the packet may go to either',
    );
    const apart = [answer('director'), answer('web-1', '02:00:00:00:00:20')];
    expect(addressTwice(way('director'), apart, readings('0'))).toBeUndefined();
  });
});
