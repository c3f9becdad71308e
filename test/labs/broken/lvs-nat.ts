import type { Broken } from '../broken.ts';

export default [
  ['web-2/route/default', 'http/client/198.51.100.100/80, 6 flows'],
  ['director/ipvs/TCP 198.51.100.100:80/10.0.0.12:8080', 'http/client/198.51.100.100/80, 6 flows'],
  ['director/sysctl/net.ipv4.ip_forward', 'http/client/198.51.100.100/80, 6 flows'],
  ['director/address/eth0/198.51.100.100/32', 'ping/client/198.51.100.100'],
  ['gateway/sysctl/net.ipv4.ip_forward', 'http/client/web-1+web-2/8080'],
] satisfies Broken;
