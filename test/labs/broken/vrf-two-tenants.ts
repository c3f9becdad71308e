import type { Broken } from '../broken.ts';

export default [
  ['router/route/red/default', 'ping/red1+blue1/outside'],
  ['router/route/blue/default', 'ping/red1+blue1/outside'],
  ['router/sysctl/net.ipv4.tcp_l3mdev_accept', 'http/red1+blue1/router:eth0/80'],
  ['router/sysctl/net.ipv4.ip_forward', 'ping/blue1/blue2'],
  ['router/address/eth1/192.0.2.129/25', 'route/router/red2/vrf/red'],
  ['blue2/route/default', 'http/blue1/blue2/80'],
] satisfies Broken;
