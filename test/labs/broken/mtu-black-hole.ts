import type { Broken } from '../broken.ts';

export default [
  ['router/iptables/mangle/-A FORWARD', 'tcp/clamped/server/9000'],
  ['router/iptables/filter/-A OUTPUT -d 192.0.2.6', 'tcp/deaf/server/9000'],
  ['router/iptables/filter/-A OUTPUT -d 192.0.2.10', 'ping/clamped/server/1472'],
  ['router/iptables/mangle/-A FORWARD', 'capture/router:eth3/tcp/ip df true'],
  ['deaf/offloads/eth0', 'capture/router:eth2/tcp or icmp'],
  ['learner/route/default', 'capture/learner:eth0/icmp'],
  ['router/sysctl/net.ipv4.ip_forward', 'route/learner/server'],
] satisfies Broken;
