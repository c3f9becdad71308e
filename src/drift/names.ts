/** The lab's names for MACs and addresses, from the plan's own steps. */
import type { Plan } from '../model/plan.ts';
import type { Names } from '../steps/step-kind.ts';

export function namesOf(plan: Plan): Names {
  const macs = new Map<string, string>();
  const addresses = new Map<string, string>();
  for (const step of plan.steps) {
    if (step.kind === 'link' && step.mac) macs.set(step.mac, `${step.name} of ${step.node}`);
    const address = step.kind === 'address' ? step.cidr.split('/')[0] : undefined;
    if (address && step.node)
      addresses.set(address, addresses.has(address) ? `${addresses.get(address)}, ${step.node}` : step.node);
  }
  return {
    mac: (mac) => (macs.has(mac) ? `${mac}, which is ${macs.get(mac)}` : mac),
    address: (address) => (addresses.has(address) ? `${address} (${addresses.get(address)})` : address),
  };
}
