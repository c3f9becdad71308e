import type { Broken } from '../broken.ts';

export default [
  ['west/wireguard/wg0', 'capture/internet:eth0/internet:eth1/ip'],
  ['east/wireguard/wg0', 'ping/red+blue/red+blue'],
  // Without it packets go to the internet unencrypted, which has no route to that network.
  ['west/route/10.2.0.0/16', 'route/west/blue'],
  ['east/route/10.1.0.0/16', 'http/red/blue/80'],
  // east receives west's packets but cannot reply.
  ['east/route/default', 'ping/west+east/west:wg0+east:wg0'],
  ['west/wireguard/wg0', 'command/east'],
  ['internet/sysctl/net.ipv4.ip_forward', 'ping/west+east/west:wg0+east:wg0'],
  ['guest/route/default', 'capture/west:wg0/icmp/src guest'],
] satisfies Broken;
