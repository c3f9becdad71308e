import type { Broken } from '../broken.ts';

export default [
  ['router/sysctl/net.ipv4.ip_forward', 'ping/red+blue/red+blue'],
  ['router/sysctl/net.ipv6.conf.all.forwarding', 'ping/red+blue/red+blue/IPv6'],
  ['red/route/default', 'route/red/blue'],
  ['blue/route/default', 'capture/router:eth0/icmp'],
  ['router/address/eth1/192.0.2.129/25', 'route/router/blue'],
] satisfies Broken;
