import type { Broken } from '../broken.ts';

const services = (node: string, name: string) =>
  `${node}/iptables/nat/-A KUBE-SERVICES -m comment --comment default/${name} cluster IP`;
const list = (node: string) =>
  `${node}/iptables/nat/-A KUBE-SVC-BJWR5DPVIKTHVKZU -m comment --comment default/sticky -> 10.244.1.3:8080 -m recent`;

/** Three connections each from 24 addresses. */
const addresses =
  "command/outside/sh -c shuf -r -i 1-254 -n 48 | paste -d . - - | while read n; do curl -s -m 2 -H 'Connection: close' --interface 198.18.$n $0 $0 $0 | cut -c 9-13 | uniq -c; done | sort -u | tr -d ' \\n'";

export default [
  [list('node1'), `${addresses} http://10.96.0.11`],
  [list('node2'), `${addresses} http://172.18.0.12:30080`],
  [services('node1', 'sticky'), 'http/client-1+client-2+web-1+web-2+node1+node2/10.96.0.11/80'],
  [services('node1', 'plain'), 'http/client-1+client-2+node1+node2/10.96.0.10/80'],
  ['node2/iptables/nat/-A KUBE-NODEPORTS', 'http/outside/node1+node2/30080'],
  [services('node2', 'plain'), 'http/outside/10.96.0.10/80'],
] satisfies Broken;
