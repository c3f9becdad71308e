import { registry } from '../base/registry.ts';
import { iptables } from './iptables/iptables.ts';
import { ipvs } from './ipvs/ipvs.ts';
import { nftables } from './nftables/nftables.ts';
import type { AnyKubeProxy } from './proxy.ts';

/** Every mode of kube-proxy. */
export const proxies = registry<AnyKubeProxy>((proxy) => proxy.name, [iptables, nftables, ipvs]);
