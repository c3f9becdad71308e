import { registry } from '../../base/registry.ts';
import type { Backend } from './backend.ts';
import { hostGw } from './host-gw.ts';
import { udp } from './udp.ts';
import { vxlan } from './vxlan.ts';

/** Every backend of flannel. */
export const backends = registry<Backend>((backend) => backend.name, [vxlan, hostGw, udp]);
