import type { Broken } from '../broken.ts';

export default [
  ['gw1/link/six', 'interface/gw1/six'],
  ['gw2/link/six', 'ping/red+blue/red+blue'],
  ['gw1/route/2001:db8:2::/64', 'route/gw1/blue'],
  ['gw2/address/six/2001:db8:12::2/64', 'ping/gw1/gw2:six'],
  ['gw2/sysctl/net.ipv6.conf.all.forwarding', 'capture/router:eth0/ip proto 41 or ip6'],
  ['gw1/sysctl/net.ipv6.conf.all.forwarding', 'ping/red/blue/1433 bytes'],
] satisfies Broken;
