/**
 * Options of backends, those of flannel's net-conf.json (Documentation/backends.md): VNI is `vni`, DirectRouting is
 * `direct-routing`.
 */
import * as z from 'zod';
import { boolean, integer, key } from '../../base/scalar.ts';

export const backendOptions = {
  // The name of the device, flannel.<VNI>, has at most 15 bytes.
  vni: integer(1, 9_999_999)
    .optional()
    .describe('For vxlan: VNI, also in the name of the device (default: 1)'),
  port: integer(1, 65_535).optional().describe('UDP port, for vxlan (default: 8472) and udp (default: 8285)'),
  'direct-routing': boolean()
    .optional()
    .describe('For vxlan and ipip: reach nodes on the same subnet without the tunnel'),
  'listen-port': integer(1, 65_535).optional().describe('For wireguard: UDP port (default: 51820)'),
  'persistent-keepalive-interval': integer(0, 65_535)
    .optional()
    .describe('For wireguard: seconds of silence after which a packet is sent (default: 0, never)'),
  psk: key().optional().describe('For wireguard: preshared key of all nodes'),
};

const schema = z.strictObject(backendOptions);

export type BackendOptions = z.output<typeof schema>;
