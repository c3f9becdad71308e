import type { Broken } from '../broken.ts';

export default [
  ['near/sysctl/net.ipv4.fib_multipath_hash_policy', 'capture/near:eth1/near:eth2/udp'],
  ['near/route/198.51.100.0/24', 'capture/near:eth1/near:eth2/tcp'],
  ['far/route/192.0.2.0/24', 'capture/far:eth1/far:eth2/udp'],
  ['upper/route/198.51.100.0/24', 'udp/client/server/53'],
  ['lower/route/192.0.2.0/24', 'route/lower/client'],
  ['near/sysctl/net.ipv4.ip_forward', 'ping/client/server'],
] satisfies Broken;
