/** Every kind of step. */
import { registry } from '../base/registry.ts';
import type { Step } from '../model/plan.ts';
import type { AnyStatePart } from '../state/state-part.ts';
import { address } from './address.ts';
import { bpfCgroup } from './bpf-cgroup.ts';
import { bpfCompile } from './bpf-compile.ts';
import { bpfFilesystem } from './bpf-filesystem.ts';
import { bpfLoad } from './bpf-load.ts';
import { bpfMap } from './bpf-map.ts';
import { bridgePort } from './bridge-port.ts';
import { cgroup } from './cgroup.ts';
import { fdb } from './fdb.ts';
import { ipset } from './ipset.ts';
import { ipsetMember } from './ipset-member.ts';
import { rules } from './iptables.ts';
import { ipvsServer } from './ipvs-server.ts';
import { ipvsService } from './ipvs-service.ts';
import { ipvsTimeouts } from './ipvs-timeouts.ts';
import { labCgroups } from './lab-cgroup.ts';
import { link } from './link.ts';
import { linkSet } from './link-set.ts';
import { namespace } from './namespace.ts';
import { neighbor } from './neighbor.ts';
import { nftables } from './nftables.ts';
import { offload } from './offload.ts';
import { route } from './route.ts';
import { rule } from './rule.ts';
import { run } from './run.ts';
import { start } from './start.ts';
import type { StepKind } from './step-kind.ts';
import { sysctl } from './sysctl.ts';
import { tc } from './tc.ts';
import { tuntap } from './tuntap.ts';
import { vlan } from './vlan.ts';
import { wireguard } from './wireguard.ts';
import { write } from './write.ts';
import { xdp } from './xdp.ts';

export const stepKinds = registry<StepKind>(
  (kind) => kind.kind,
  [
    namespace,
    link,
    linkSet,
    tuntap,
    bridgePort,
    vlan,
    offload,
    tc,
    address,
    sysctl,
    neighbor,
    fdb,
    route,
    rule,
    ipset,
    ipsetMember,
    ipvsTimeouts,
    ipvsService,
    ipvsServer,
    rules,
    nftables,
    wireguard,
    labCgroups,
    bpfFilesystem,
    bpfCompile,
    cgroup,
    bpfLoad,
    bpfMap,
    bpfCgroup,
    xdp,
    run,
    start,
    write,
  ],
);

export const kindOf = (step: Step): StepKind => stepKinds.get(step.kind);

/** Parts of a state that the kinds declare. */
export const stateParts: readonly AnyStatePart[] = [
  ...new Set(
    stepKinds.all.flatMap(({ reads = [] }) =>
      reads.flatMap((part) => (typeof part === 'string' ? [] : [part])),
    ),
  ),
];

/** The command of a step, without the words that enter its node. */
export const commandOf = (step: Step): readonly string[] => kindOf(step).command(step);

/** The programs that a worker needs for a step. */
export const programsOf = (step: Step): readonly string[] => {
  const kind = kindOf(step);
  return kind.programs?.(step) ?? kind.command(step).slice(0, 1);
};
