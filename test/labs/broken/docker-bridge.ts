import type { Broken } from '../broken.ts';

export default [
  ['host/iptables/nat/-A POSTROUTING', 'http/containers/outside/80'],
  ['host/iptables/raw/-A PREROUTING -d 172.17.0.2/32', 'rule-counter/host/raw/PREROUTING'],
  ['host/iptables/filter/-A DOCKER-CT', 'capture/host:eth0/tcp port 80'],
  ['host/sysctl/net.ipv4.ip_forward', 'capture/host:eth0/net 172.17.0.0/16/none'],
  ['host/address/docker0/172.17.0.1/16', 'interface/host/docker0'],
] satisfies Broken;
