/** Options of backends: those of flannel's net-conf.json (Documentation/backends.md), VNI being `vni`, DirectRouting `direct-routing`. */
import * as z from 'zod';
import { boolean, integer, key } from '../../base/scalar.ts';

export const backendOptions = {
  // The device's name, flannel.<VNI>, has at most 15 bytes.
  vni: integer(1, 9_999_999)
    .optional()
    .describe('Of vxlan: its network, which its device is named after; 1 in flannel'),
  port: integer(1, 65_535).optional().describe('Of vxlan, 8472 in flannel, and of udp, 8285'),
  'direct-routing': boolean()
    .optional()
    .describe('Of vxlan and ipip: plain routes to nodes on the same subnet, the tunnel for others'),
  'listen-port': integer(1, 65_535).optional().describe('Of wireguard: 51820 in flannel'),
  'persistent-keepalive-interval': integer(0, 65_535)
    .optional()
    .describe('Of wireguard: seconds of silence after which a packet is sent; 0, none, in flannel'),
  psk: key().optional().describe('Of wireguard: a key that all nodes share, mixed into those of each pair'),
};

const schema = z.strictObject(backendOptions);

export type BackendOptions = z.output<typeof schema>;
