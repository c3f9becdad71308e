import type { Broken } from '../broken.ts';

export default [
  ['director/ipvs/TCP 198.51.100.100:80/10.1.0.11:80', 'http/client/198.51.100.100/80, 6 flows'],
  ['web-2/address/tunl0/198.51.100.100/32', 'http/client/198.51.100.100/80, 6 flows'],
  ['director/route/default', 'capture/director:eth0'],
  ['director/ipvs/UDP 198.51.100.100:53/10.1.0.11:53', 'udp/client/198.51.100.100/53, 2 flows'],
] satisfies Broken;
