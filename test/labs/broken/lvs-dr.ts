import type { Broken } from '../broken.ts';

export default [
  ['web-1/sysctl/net.ipv4.conf.all.arp_ignore', 'capture/client:eth0/arp/src client'],
  ['web-2/address/lo/192.0.2.100/32', 'http/client/192.0.2.100/80, 6 flows'],
  ['web-1/sysctl/net.ipv4.conf.all.arp_announce', 'capture/client:eth0/arp/src web-1'],
  ['director/ipvs/TCP 192.0.2.100:80/192.0.2.11:80', 'capture/director:eth0'],
] satisfies Broken;
