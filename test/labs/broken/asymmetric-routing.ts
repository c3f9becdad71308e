import type { Broken } from '../broken.ts';

export default [
  ['strict/sysctl/net.ipv4.conf.eth0.rp_filter', 'ping/client/strict'],
  ['strict/sysctl/net.ipv4.conf.eth0.rp_filter', 'rule-counter/strict'],
  ['loose/sysctl/net.ipv4.conf.eth0.rp_filter', 'rule-counter/loose'],
  ['right/route/192.0.2.2/32', 'capture/client:eth1/icmp'],
  ['trusting/route/192.0.2.0/24', 'ping/client/loose+trusting'],
  ['client/route/203.0.113.0/24', 'ping/client/strict:eth1'],
  ['trusting/address/eth0', 'rule-counter/trusting'],
] satisfies Broken;
