/** The MTU of ports of a bond. */
import type { Plan } from '../../model/plan.ts';
import type { Equivalents } from './equivalent.ts';

export const bond: Equivalents = (plan) => {
  const ports = portsOf(plan);
  return ({ mutation, part, step }) => {
    if (mutation !== 'mtu' || step.kind !== 'link') return undefined;
    const changed =
      part === 'peer' ? `${step.makes?.node} ${step.makes?.interface}` : `${step.node} ${step.name}`;
    // bond_enslave in drivers/net/bonding/bond_main.c.
    return ports.has(changed) ? 'A bond gives its own MTU to its ports.' : undefined;
  };
};

function portsOf({ steps }: Plan): ReadonlySet<string> {
  const bonds = new Set(
    steps.flatMap((step) =>
      step.kind === 'link' && step.type === 'bond' ? [`${step.node} ${step.name}`] : [],
    ),
  );
  return new Set(
    steps.flatMap((step) =>
      (step.kind === 'link' || step.kind === 'link-set') && bonds.has(`${step.node} ${step.master}`)
        ? [`${step.node} ${step.name}`]
        : [],
    ),
  );
}
