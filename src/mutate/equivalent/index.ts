/** All reasons that hold in every lab. A lab adds its own in `mutants.yaml`. */
import { baseline } from './baseline.ts';
import { bird } from './bird.ts';
import { bond } from './bond.ts';
import { bridge } from './bridge.ts';
import { calico } from './calico.ts';
import { daemons } from './daemons.ts';
import { docker } from './docker.ts';
import { dummy } from './dummy.ts';
import type { Equivalents } from './equivalent.ts';
import { felix } from './felix.ts';
import { flannel } from './flannel.ts';
import { hairpin } from './hairpin.ts';
import { hostNames } from './host-names.ts';
import { ipsets } from './ipsets.ts';
import { ipvs } from './ipvs.ts';
import { kubeProxy } from './kube-proxy.ts';

const all: readonly Equivalents[] = [
  baseline,
  bird,
  bond,
  bridge,
  calico,
  daemons,
  docker,
  dummy,
  felix,
  flannel,
  hairpin,
  hostNames,
  ipsets,
  ipvs,
  kubeProxy,
];

export const equivalents: Equivalents = (plan) => {
  const judges = all.map((read) => read(plan));
  return (change) => {
    for (const judge of judges) {
      const reason = judge(change);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
};
