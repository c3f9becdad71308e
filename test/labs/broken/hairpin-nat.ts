import type { Broken } from '../broken.ts';

export default [
  ['gateway/iptables/nat/-A POSTROUTING', 'http/client/gateway:eth1/80'],
  ['gateway/iptables/nat/-A PREROUTING -d 198.51.100.1 -p tcp --dport 80', 'http/outside/gateway/80'],
  ['gateway/iptables/nat/-A PREROUTING -d 198.51.100.1 -p tcp --dport 81', 'capture/client:eth0/tcp port 81'],
  ['gateway/iptables/nat/-A POSTROUTING', 'capture/server:eth0/tcp port 80'],
  [
    'gateway/iptables/nat/-A PREROUTING -d 198.51.100.1 -p tcp --dport 81',
    'capture/gateway:eth0/tcp port 81',
  ],
  ['gateway/sysctl/net.ipv4.ip_forward', 'http/outside/gateway/81'],
  ['server/process/serve', 'http/client/server/81'],
] satisfies Broken;
