import { registry } from '../../base/registry.ts';
import type { Backend } from './backend.ts';
import { hostGw } from './host-gw.ts';
import { ipip } from './ipip.ts';
import { udp } from './udp.ts';
import { vxlan } from './vxlan.ts';
import { wireguard } from './wireguard.ts';

/** Every backend of flannel. */
export const backends = registry<Backend>((backend) => backend.name, [vxlan, hostGw, udp, ipip, wireguard]);
