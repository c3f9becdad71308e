/** Options of backends: those of flannel's net-conf.json (Documentation/backends.md), VNI being `vni`, DirectRouting `direct-routing`. */
import * as z from 'zod';
import { boolean, integer } from '../../base/scalar.ts';

export const backendOptions = {
  // The device's name, flannel.<VNI>, has at most 15 bytes.
  vni: integer(1, 9_999_999)
    .optional()
    .describe('Of vxlan: its network, which its device is named after; 1 in flannel'),
  port: integer(1, 65_535).optional().describe('Of vxlan, 8472 in flannel, and of udp, 8285'),
  'direct-routing': boolean()
    .optional()
    .describe('Of vxlan: plain routes to nodes on the same subnet, the tunnel for others'),
};

const schema = z.strictObject(backendOptions);

export type BackendOptions = z.output<typeof schema>;
