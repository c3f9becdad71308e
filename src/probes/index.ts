import { registry } from '../base/registry.ts';
import { capture } from './capture.ts';
import { command } from './command.ts';
import { conntrack } from './conntrack.ts';
import { dropped } from './dropped.ts';
import { fdb } from './fdb.ts';
import { http } from './http.ts';
import { interfaceProbe } from './interface.ts';
import { neighbor } from './neighbor.ts';
import { path } from './path.ts';
import { ping } from './ping.ts';
import type { AnyProbe } from './probe.ts';
import { route } from './route.ts';
import { ruleCounter } from './rule-counter.ts';
import { tcp } from './tcp.ts';
import { udp } from './udp.ts';
import { vlan } from './vlan.ts';

/** Every kind of check. */
export const probes = registry<AnyProbe>(
  (probe) => probe.name,
  [
    ping,
    tcp,
    udp,
    http,
    route,
    neighbor,
    fdb,
    interfaceProbe,
    vlan,
    ruleCounter,
    conntrack,
    capture,
    path,
    dropped,
    command,
  ],
);
