import type { Broken } from '../broken.ts';

export default [
  ['router-1/process/keepalived', 'udp/client/192.0.2.100/9'],
  ['router-2/process/keepalived', 'stream/client/192.0.2.100/9'],
  ['router-1/process/serve', 'udp/client/192.0.2.100/9'],
] satisfies Broken;
