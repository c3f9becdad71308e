import type { Broken } from '../broken.ts';

export default [
  ['node3/process/bird', 'route/node1/pod3'],
  [
    'node3/ipset/cali40all-hosts-net/172.18.1.11',
    'capture/node1:eth0/router:eth0/router:eth1/node3:eth0/ip proto 4',
  ],
  ['node1/route/default', 'ping/pods/pods'],
  ['router/sysctl/net.ipv4.ip_forward', 'ping/pod1/pod3'],
] satisfies Broken;
