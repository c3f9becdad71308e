import type { Broken } from '../broken.ts';

export default [
  ['gw-b/iptables/nat/-A PREROUTING', 'http/alice/10.2.1.10/80'],
  ['gw-a/iptables/nat/-A POSTROUTING', 'capture/gw-a:eth1/tcp port 80/src 10.1.1.10'],
  ['gw-a/iptables/nat/-A PREROUTING', 'http/bob/10.1.1.10/80'],
  ['gw-b/iptables/nat/-A POSTROUTING', 'capture/gw-a:eth1/tcp port 80/src 10.2.1.20'],
  ['gw-a/route/10.2.1.0/24', 'ping/alice/10.2.1.10'],
  ['gw-b/route/10.1.1.0/24', 'capture/bob:eth0/tcp port 80'],
  ['carol/route/default', 'http/alice/10.2.1.20/80'],
] satisfies Broken;
