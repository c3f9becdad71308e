import type { Broken } from '../broken.ts';

export default [
  ['keeps/sysctl/net.ipv4.conf.eth0.promote_secondaries', 'interface/keeps/eth0'],
  ['loses/exec/ip-4', 'route/loses/192.0.2.1'],
  ['keeps/exec/ip-4', 'route/keeps/192.0.2.1'],
  ['host/route/203.0.113.0/24', 'http/host/203.0.113.1/80'],
  ['host/address/eth0/192.0.2.10/24', 'command/host/ip -j addr show dev eth0 secondary'],
  ['host/address/eth0/198.51.100.10/24', 'route/host/198.51.100.1'],
  ['loses/exec/ip-4', 'ping/peer/192.0.2.51'],
] satisfies Broken;
