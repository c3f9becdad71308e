import type { Broken } from '../broken.ts';

export default [
  ['gw1/link/tun0', 'interface/gw1/tun0'],
  ['gw2/link/tun0', 'ping/red+blue/red+blue'],
  ['gw1/route/10.1.2.0/24', 'route/gw1/blue'],
  ['gw1/address/tun0/10.1.0.1/30', 'ping/gw1/gw2:tun0'],
  ['router/sysctl/net.ipv4.ip_forward', 'capture/router:eth0/ip proto 4 or icmp'],
  ['gw2/sysctl/net.ipv4.ip_forward', 'ping/red/blue/1453 bytes'],
] satisfies Broken;
