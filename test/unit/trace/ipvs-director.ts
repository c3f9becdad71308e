/** A director of IPVS and packets for it, from what `ipvsadm -Sn` (1.31) printed in the lab of test/vm/ipvs.yaml. */
import type { Sighting } from '../../../src/trace/sighting.ts';
import { readServices } from '../../../src/trace/virtual-services.ts';
import { reading } from './recorded.ts';

export const printed = `-A -t 192.0.2.100:80 -s rr
-a -t 192.0.2.100:80 -r 192.0.2.11:8080 -m -w 1
-A -t 192.0.2.101:80 -s wrr -p 300
-a -t 192.0.2.101:80 -r 192.0.2.11:80 -g -w 2
-a -t 192.0.2.101:80 -r 192.0.2.12:80 -g -w 0
-A -u 192.0.2.102:53 -s rr
-a -u 192.0.2.102:53 -r 192.0.2.12:53 -i -w 1 --tun-type ipip
-A -t 192.0.2.103:80 -s rr
-A -t [2001:db8::1]:80 -s rr
-a -t [2001:db8::1]:80 -r [2001:db8::2]:8080 -m -w 0
-A -f 7 -s rr
-a -f 7 -r 192.0.2.11:0 -g -w 1
`;

export const addressed = (...addresses: readonly string[]) => [
  { ifname: 'eth0', flags: ['UP'], addr_info: addresses.map((local) => ({ local })) },
];
export const vips = ['192.0.2.100', '192.0.2.101', '192.0.2.102', '192.0.2.103', '2001:db8::1'];
export const director = (...addresses: readonly string[]) =>
  reading({
    services: readServices(printed),
    links: addressed('192.0.2.1', ...addresses),
    neighbors: [
      { dst: '192.0.2.11', lladdr: '02:00:00:00:00:11' },
      { dst: '192.0.2.12', lladdr: '02:00:00:00:00:12' },
    ],
  });

export const tcp = (
  dst: string,
  port = 80,
  mac = '02:00:00:00:00:01',
  flags: readonly string[] = ['syn'],
) => ({
  ethernet: { src: '02:00:00:00:00:10', dst: mac },
  ip: { src: '192.0.2.10', dst, protocol: 'tcp', offset: 0, ttl: 64 },
  tcp: { 'src-port': 4000, 'dst-port': port, flags },
});
export const seen = (node: string, direction: string, frame: object, to = 'host') =>
  ({ node, interface: 'eth0', direction, to, frame }) as unknown as Sighting;
