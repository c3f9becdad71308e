/** Settings of bridges that frames do not show. */
import type { Equivalents } from './equivalent.ts';

export const bridge: Equivalents = (plan) => {
  const masters = new Set(
    plan.steps.flatMap((step) =>
      (step.kind === 'link' || step.kind === 'link-set') && step.master
        ? [`${step.node} ${step.master}`]
        : [],
    ),
  );
  return ({ mutation, part, step }) => {
    if (step.kind !== 'link' || step.type !== 'bridge') return undefined;
    if (mutation === 'setting' && part === 'mcast_snooping')
      return 'Without a querier on the link, a bridge that snoops floods multicast too.';
    // br_mtu_auto_adjust in net/bridge/br_if.c. The kernel keeps only an MTU that is set on an existing bridge.
    return mutation === 'mtu' && masters.has(`${step.node} ${step.name}`)
      ? 'A bridge takes the smallest MTU of its ports, whatever it was created with.'
      : undefined;
  };
};
