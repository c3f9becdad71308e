import type { Broken } from '../broken.ts';

const services = (node: string, name: string) =>
  `${node}/iptables/nat/-A KUBE-SERVICES -m comment --comment default/${name} cluster IP`;
const refusal = (node: string, name: string) =>
  `${node}/iptables/filter/-A KUBE-SERVICES -m comment --comment default/${name} has no`;

export default [
  [services('node1', 'shop'), 'http/client-1+client-2+node1+node2/10.96.0.10/80'],
  [services('node2', 'last'), 'http/client-1+client-2+node1+node2/10.96.0.11/80'],
  [services('node1', 'all'), 'http/client-1+client-2+ready+starting+leaving/10.96.0.13/80'],
  [refusal('node2', 'waiting'), 'tcp/client-1+client-2+node1+node2/10.96.0.12/80'],
  [services('node1', 'near'), 'http/client-1+node1/10.96.0.14/80'],
  [refusal('node2', 'near'), 'tcp/client-2/10.96.0.14/80'],
  [refusal('node2', 'near'), 'rule-counter/node2/filter/KUBE-SERVICES'],
  ['starting/process/serve', 'http/client-1+client-2/ready+starting+leaving/8080'],
] satisfies Broken;
