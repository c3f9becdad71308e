import type { Broken } from '../broken.ts';

export default [
  ['gw1/route/10.1.2.0/24', 'route/gw1/blue'],
  ['gw2/route/10.1.1.0/24', 'ping/red+blue/red+blue'],
  ['router/sysctl/net.ipv4.ip_forward', 'capture/router:eth0/ip proto 4 or icmp'],
  ['gw2/route/default', 'ping/gw1/gw2:tun0'],
  ['gw1/sysctl/net.ipv4.ip_forward', 'ping/red/blue/1453 bytes'],
] satisfies Broken;
