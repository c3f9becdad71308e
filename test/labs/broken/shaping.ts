import type { Broken } from '../broken.ts';

export default [
  ['alice/qdisc/eth0', 'tcp/alice/router/9000'],
  ['router/filter/eth1', 'tcp/bob/server/80 (2)'],
  ['router/class/eth1/1:20', 'tcp/bob/server/81'],
  ['router/sysctl/net.ipv4.ip_forward', 'ping/alice+bob/server'],
] satisfies Broken;
