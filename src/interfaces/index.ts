import { registry } from '../base/registry.ts';
import { bond } from './bond.ts';
import { bridge } from './bridge.ts';
import { dummy } from './dummy.ts';
import { geneve } from './geneve.ts';
import { gre } from './gre.ts';
import { gretap } from './gretap.ts';
import type { InterfaceType } from './interface-type.ts';
import { ipip } from './ipip.ts';
import { ipvlan } from './ipvlan.ts';
import { loopback } from './loopback.ts';
import { macvlan } from './macvlan.ts';
import { sit } from './sit.ts';
import { tun } from './tun.ts';
import { veth } from './veth.ts';
import { vlan } from './vlan.ts';
import { vrf } from './vrf.ts';
import { vxlan } from './vxlan.ts';
import { wireguard } from './wireguard.ts';

/** Every interface type. */
export const interfaceTypes = registry<InterfaceType>(
  (type) => type.name,
  [
    bond,
    bridge,
    dummy,
    geneve,
    gre,
    gretap,
    ipip,
    ipvlan,
    loopback,
    macvlan,
    sit,
    tun,
    veth,
    vlan,
    vrf,
    vxlan,
    wireguard,
  ],
);
