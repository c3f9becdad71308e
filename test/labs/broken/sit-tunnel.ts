import type { Broken } from '../broken.ts';

export default [
  ['gw1/route/2001:db8:2::/64', 'route/gw1/blue'],
  ['gw2/route/2001:db8:1::/64', 'ping/red+blue/red+blue'],
  ['gw2/route/default', 'ping/gw1/gw2:six'],
  ['gw2/sysctl/net.ipv6.conf.all.forwarding', 'capture/router:eth0/ip proto 41 or ip6'],
  ['gw1/sysctl/net.ipv6.conf.all.forwarding', 'ping/red/blue/1433 bytes'],
] satisfies Broken;
