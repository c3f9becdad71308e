import type { Broken } from '../broken.ts';

export default [
  ['director/ipvs/TCP 198.51.100.100:82/10.0.0.11:80', 'http/client-1/198.51.100.100/82, 8 flows'],
  ['director/ipvs/TCP 198.51.100.100:83/10.0.0.12:80', 'ipvs/director/TCP 198.51.100.100:83'],
  ['director/iptables/mangle/-A PREROUTING -d 198.51.100.100', 'ipvs/director/FWM 7'],
  ['director/ipvs/TCP 198.51.100.100:85/10.0.0.12:80', 'ipvs/director/TCP 198.51.100.100:85'],
  ['director/ipvs/TCP 198.51.100.100:86/10.0.0.12:80', 'ipvs/director/TCP 198.51.100.100:86'],
] satisfies Broken;
