import type { Broken } from '../broken.ts';

const services = (node: string, name: string) =>
  `${node}/iptables/nat/-A KUBE-SERVICES -m comment --comment default/${name} cluster IP`;

export default [
  [services('node1', 'sticky'), 'http/client-1+client-2+web-1+web-2+node1+node2/10.96.0.11/80'],
  [services('node1', 'plain'), 'http/client-1+client-2+node1+node2/10.96.0.10/80'],
  ['node2/iptables/nat/-A KUBE-NODEPORTS', 'http/outside/node1+node2/30080'],
  [services('node2', 'short'), 'http/client-1+client-2/10.96.0.12/80'],
  [services('node2', 'plain'), 'http/client-1+client-2/10.96.0.10/80'],
] satisfies Broken;
