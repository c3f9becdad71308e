import { registry } from '../base/registry.ts';
import { bpf } from './bpf/bpf.ts';
import { daemons } from './daemons/index.ts';
import { daemonFeature } from './daemons/setting.ts';
import { fdb } from './fdb.ts';
import type { Feature } from './feature.ts';
import { files } from './files.ts';
import { flannelUdp } from './flannel-udp.ts';
import { ipsets } from './ipsets.ts';
import { ip6tables, iptables } from './iptables.ts';
import { ipvs } from './ipvs.ts';
import { nameservers } from './nameservers.ts';
import { neighbors } from './neighbors.ts';
import { nftables } from './nftables.ts';
import { routes } from './routes.ts';
import { routingPolicy } from './routing-policy.ts';
import { run } from './run.ts';
import { serve } from './serve.ts';
import { sysctls } from './sysctls.ts';
import { tmpfs } from './tmpfs.ts';
import { userlandProxy } from './userland-proxy.ts';

/** Every setting of a node. */
export const features = registry<Feature>(
  (feature) => feature.key,
  [
    routes,
    routingPolicy,
    neighbors,
    fdb,
    sysctls,
    ipsets,
    iptables,
    ip6tables,
    nftables,
    ipvs,
    bpf,
    nameservers,
    files,
    tmpfs,
    serve,
    userlandProxy,
    flannelUdp,
    ...daemons.all.map(daemonFeature),
    run,
  ],
);
