import type { Broken } from '../broken.ts';

export default [
  ['router/sysctl/net.ipv4.ip_forward', 'ping/blue/red+green'],
  ['switch/vlan/trunk/20', 'ping/red+green/blue'],
  ['switch/vlan/port2/10', 'ping/red+green/red+green'],
  ['router/address/eth0.10/192.0.2.1/25', 'capture/router:eth0/icmp'],
  ['red/route/default', 'route/red/blue'],
  ['router/address/eth0.20/192.0.2.129/25', 'route/router/blue'],
] satisfies Broken;
