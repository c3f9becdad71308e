/** The lab's names for MACs and addresses, from the plan's own commands. */
import type { Plan } from '../../model/plan.ts';
import { after, nameOf, wordsOf } from './reader.ts';

export interface Names {
  /** `02:5a:11:c0:9e:07, which is flannel.1 of node1`, or the MAC alone. */
  mac(mac: string): string;
  /** `10.244.1.2 (pod1-1)`, or the address alone. */
  address(address: string): string;
}

export function namesOf(plan: Plan): Names {
  const macs = new Map<string, string>();
  const addresses = new Map<string, string>();
  for (const step of plan.steps) {
    const link = wordsOf(step, 'ip', ['link'], ['add']);
    const mac = link && after(link, 'address');
    if (link && mac) macs.set(mac, `${nameOf(link)} of ${step.node}`);
    const address = wordsOf(step, 'ip', ['addr'], ['add'])?.[0]?.split('/')[0];
    if (address && step.node)
      addresses.set(address, addresses.has(address) ? `${addresses.get(address)}, ${step.node}` : step.node);
  }
  return {
    mac: (mac) => (macs.has(mac) ? `${mac}, which is ${macs.get(mac)}` : mac),
    address: (address) => (addresses.has(address) ? `${address} (${addresses.get(address)})` : address),
  };
}
