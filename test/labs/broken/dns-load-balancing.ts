import type { Broken } from '../broken.ts';

export default [
  ['ns/process/named', 'dns/client/www.example.test/A'],
  ['web-2/process/serve', 'capture/client:eth0/tcp port 80/dst web-1, tcp syn, dst web-2'],
  ['web-3/process/serve', 'command/client/sh /opt/six www.example.test'],
  ['router/sysctl/net.ipv4.ip_forward', 'ping/client+near/ns+resolver+web-*'],
  ['near/file/opt/six', 'capture/near:eth0/tcp port 80/dst web-1'],
] satisfies Broken;
