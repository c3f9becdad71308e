import type { Broken } from '../broken.ts';

export default [
  ['gateway/iptables/nat/-A POSTROUTING', 'http/inside/server/80'],
  ['gateway/iptables/filter/-A FORWARD -i eth1', 'udp/inside/server/53'],
  ['gateway/iptables/nat/-A POSTROUTING', 'capture/gateway:eth1/net 192.0.2.0/24/none'],
  ['gateway/sysctl/net.ipv4.ip_forward', 'ping/inside/server'],
  ['alice/route/default', 'capture/gateway:eth0/tcp port 80'],
  ['gateway/iptables/filter/-P FORWARD', 'ping/server/inside'],
] satisfies Broken;
