import type { Broken } from '../broken.ts';

export default [
  ['server/bpf/tc/eth0/ingress/1', 'bpf-map/server/packets/u8 1/while/ping/client/server'],
  ['server/bpf/packets/u8 6', 'bpf-map/server/packets/u8 6'],
  ['server/bpf/packets/u8 1', 'bpf-map/server/packets/u8 1/while/ping/client/server'],
] satisfies Broken;
