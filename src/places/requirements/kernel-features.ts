/**
 * The kernel features that labs need, and the files that show them. Some modules change the host when they are loaded, and are
 * marked so: netlab does not load such a module by itself, and never tries it.
 */
import { registry } from '../../base/registry.ts';
import { interfaceTypes } from '../../interfaces/index.ts';
import type { KernelFeature } from '../../model/kernel-feature.ts';
import { stepKinds } from '../../steps/index.ts';

export const kernelFeatures = registry<KernelFeature>(
  (feature) => feature.name,
  [
    ...new Set(interfaceTypes.all.flatMap(({ kernel, mayNeed = [] }) => [...kernel, ...mayNeed])),
    {
      name: 'overlay',
      for: 'nodes with files of their own',
      modules: ['overlay'],
      config: ['OVERLAY_FS'],
    },
    {
      name: 'br_netfilter',
      for: 'rules that see bridged packets',
      modules: ['br_netfilter'],
      config: ['BRIDGE_NETFILTER'],
      byHand: true,
      changes: "packets on the host's own bridges begin to pass its iptables rules",
    },
    ...stepKinds.all.flatMap(({ kernel = [] }) => kernel),
    { name: 'openvswitch', for: 'Open vSwitch', modules: ['openvswitch'], config: ['OPENVSWITCH'] },
  ],
);
