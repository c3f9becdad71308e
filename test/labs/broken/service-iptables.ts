import type { Broken } from '../broken.ts';

const near = 'node1/iptables/nat/-A KUBE-SEP-FEHFOT6AATBPM4Q2 -m comment --comment default/near';
const far = 'node1/iptables/nat/-A KUBE-SEP-YTS2HGXELDUTTZ2Z -m comment --comment default/far';
const farOn2 = 'node2/iptables/nat/-A KUBE-SEP-YTS2HGXELDUTTZ2Z -m comment --comment default/far';
const services = (node: string, name: string) =>
  `${node}/iptables/nat/-A KUBE-SERVICES -m comment --comment default/${name} cluster IP`;

export default [
  [`${far} -m tcp -p tcp -j DNAT`, 'http/client-1/10.96.0.12/80'],
  ['node1/sysctl/net.bridge.bridge-nf-call-iptables', 'http/client-1/10.96.0.11/80'],
  [services('node1', 'web:http'), 'http/client-1+client-2+web-1+web-2/10.96.0.10/80'],
  [services('node2', 'web:http'), 'http/node1+node2/10.96.0.10/80'],
  [services('node2', 'near'), 'http/client-2/10.96.0.11/80'],
  ['node2/sysctl/net.bridge.bridge-nf-call-iptables', 'http/client-2/10.96.0.12/80'],
  [`${near} -s 10.244.1.3`, 'http/web-1/10.96.0.11/80'],
  [`${farOn2} -s 10.244.2.3`, 'http/web-2/10.96.0.12/80'],
  ['node1/iptables/nat/-I OUTPUT', 'http/node1/10.96.0.11/80'],
  ['node1/iptables/nat/-I OUTPUT', 'http/node1/10.96.0.12/80'],
  ['node2/iptables/nat/-I OUTPUT', 'http/node2/10.96.0.11/80'],
  [services('node2', 'near'), 'http/outside/10.96.0.11/80'],
  [services('node1', 'far'), 'http/outside/10.96.0.12/80'],
  [`${far} -m tcp -p tcp -j DNAT`, 'capture/client-1:eth0/tcp'],
  [`${far} -m tcp -p tcp -j DNAT`, 'capture/node1:eth0/tcp'],
  [`${far} -m tcp -p tcp -j DNAT`, 'conntrack/node1'],
  ['node1/iptables/filter/-A KUBE-SERVICES', 'tcp/client-1+client-2+node1+node2/10.96.0.13/80'],
  ['node1/route/default', 'capture/router:eth0/tcp port 81'],
  ['node1/route/10.244.2.0/24', 'ping/pods/pods+outside'],
  ['node1/route/default', 'route/node1/203.0.113.1'],
  ['node2/route/default', 'route/node2/203.0.113.1'],
  ['outside/process/serve', 'http/client-1/outside/80'],
] satisfies Broken;
