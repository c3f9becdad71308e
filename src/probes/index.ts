import { registry } from '../base/registry.ts';
import { bpfMapProbe } from './bpf-map.ts';
import { capture } from './capture/capture.ts';
import { command } from './command.ts';
import { conntrack } from './conntrack.ts';
import { dns } from './dns/dns.ts';
import { dropped } from './dropped.ts';
import { fdb } from './fdb.ts';
import { http } from './flow/http.ts';
import { tcp } from './flow/tcp.ts';
import { udp } from './flow/udp.ts';
import { interfaceProbe } from './interface.ts';
import { ipvs } from './ipvs.ts';
import { neighbor } from './neighbor.ts';
import { path } from './path.ts';
import { ping } from './ping/ping.ts';
import type { Probe } from './probe.ts';
import { route } from './route.ts';
import { ruleCounter } from './rule-counter.ts';
import { stream } from './stream/stream.ts';
import { traceroute } from './traceroute.ts';
import { vlan } from './vlan.ts';

/** Every kind of check. */
export const probes = registry<Probe>(
  (probe) => probe.name,
  [
    ping,
    tcp,
    udp,
    http,
    stream,
    dns,
    route,
    neighbor,
    fdb,
    interfaceProbe,
    vlan,
    ruleCounter,
    conntrack,
    ipvs,
    bpfMapProbe,
    capture,
    path,
    traceroute,
    dropped,
    command,
  ],
);
