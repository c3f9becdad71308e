import type { Broken } from '../broken.ts';

export default [
  ['gw1/route/2001:db8:2::/64', 'capture/gw1:eth0/gw2:eth0/ip proto 47 or icmp6'],
  ['gw2/route/2001:db8:1::/64', 'ping/red+blue/red+blue/IPv6'],
  ['gw2/route/10.1.1.0/24', 'route/gw2/red'],
  ['gw2/sysctl/net.ipv4.icmp_echo_ignore_broadcasts', 'capture/router:eth1/ip proto 47'],
  ['router/sysctl/net.ipv4.ip_forward', 'capture/gw1:eth0/router:eth0/router:eth1/gw2:eth0'],
] satisfies Broken;
