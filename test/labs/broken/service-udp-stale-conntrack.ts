import type { Broken } from '../broken.ts';

const rule = (node: string) =>
  `${node}/iptables/nat/-A KUBE-SERVICES -m comment --comment default/dns cluster IP`;

export default [
  [rule('node1'), 'udp/client+node1+node2/10.96.0.53/53, 10 flows'],
  [rule('node2'), 'udp/client+node1+node2/10.96.0.53/53, 10 flows'],
  ['dns-2/process/serve', 'udp/client/dns-1+dns-2/5353'],
] satisfies Broken;
