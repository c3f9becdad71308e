import type { Cause } from '../trace.ts';
import { bridgePort } from './bridge-port.ts';
import type { CauseFinder, Scene } from './cause.ts';
import { down } from './down.ts';
import { echoIgnored } from './echo-ignored.ts';
import { icmpError } from './icmp-error.ts';
import { interfaceDrop } from './interface-drop.ts';
import { ipvsAddress } from './ipvs-address.ts';
import { ipvsServers } from './ipvs-servers.ts';
import { kernelReason } from './kernel-reason.ts';
import { localSource } from './local-source.ts';
import { loop } from './loop.ts';
import { loopback } from './loopback.ts';
import { loopbackSource } from './loopback-source.ts';
import { neighbor } from './neighbor.ts';
import { netdevEgress, netdevIngress } from './netdev-chain.ts';
import { nobody } from './nobody.ts';
import { otherMac } from './other-mac.ts';
import { qdisc } from './qdisc.ts';
import { reversePath } from './reverse-path.ts';
import { route } from './route.ts';
import { rule } from './rule.ts';
import { tooBig } from './too-big.ts';
import { tunnel } from './tunnel.ts';
import { tunnelEnd } from './tunnel-end.ts';
import { wireguard } from './wireguard.ts';
import { wrongNode } from './wrong-node.ts';

/** The most certain first: counters, then ICMP errors, then causes that the state makes likely. */
const finders: readonly CauseFinder[] = [
  ipvsAddress,
  loop,
  rule,
  ipvsServers,
  reversePath,
  loopbackSource,
  localSource,
  qdisc,
  netdevIngress,
  wireguard,
  tunnelEnd,
  loopback,
  wrongNode,
  route,
  icmpError,
  neighbor,
  tunnel,
  otherMac,
  down,
  bridgePort,
  tooBig,
  netdevEgress,
  interfaceDrop,
  echoIgnored,
  nobody,
];

/** The kernel's word for a drop without a reason. */
const unspecified = 'NOT_SPECIFIED';

/** The first cause that agrees with the kernel's drop reason, if that is known; later ones would be its consequences. */
export function causeOf(scene: Scene, dropReason: string | undefined): Cause | undefined {
  const known = dropReason === unspecified ? undefined : dropReason;
  for (const { reasons, find } of finders) {
    if (known !== undefined && reasons !== undefined && !reasons.includes(known)) continue;
    const cause = find(scene);
    if (cause) return cause;
  }
  return known === undefined ? undefined : kernelReason(scene, known);
}
