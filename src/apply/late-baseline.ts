/**
 * Moves parts of a node's baseline to the node's own wave, so a pod needs one process instead of two.
 *
 * Loopback waits where no bridge has to be made before the pairs. Settings wait where the node makes nothing at all until its
 * own wave: nothing is in it then but what other nodes' commands have put there, down. An interface copies the defaults of its
 * namespace as it comes (inetdev_init in net/ipv4/devinet.c, ipv6_add_dev in net/ipv6/addrconf.c), so that what came before a
 * default was written has the host's, and is given the right one. Only a device that a kernel module puts into every namespace
 * when it is loaded meanwhile (tunl0, sit0) keeps the host's; it is down, and no lab's.
 */
import { groupBy } from '../base/group-by.ts';
import type { Plan, Step } from '../model/plan.ts';
import { stages } from '../model/stage.ts';
import type { SysctlStep } from '../steps/sysctl.ts';

const ownWave = new Set(stages.filter(({ wave }) => wave === 'nodes').map(({ name }) => name));

/** Tells what of a step is to run in the nodes' own wave; nothing where it belongs into the wave of its stage. */
export function lateBaseline({ steps }: Plan): (step: Step) => readonly Step[] | undefined {
  const nodesWith = (has: (step: Step) => boolean) => new Set(steps.filter(has).map(({ node }) => node));
  const own = nodesWith(({ stage }) => ownWave.has(stage));
  const bridged = nodesWith(({ stage }) => stage === 'bridges');
  const linking = nodesWith(({ stage }) => stage === 'links');
  const made = steps.flatMap((step) => step.makes ?? []);
  const arrived = groupBy(made, ({ node }) => node);
  return (step) => {
    const { stage, node } = step;
    if (stage !== 'baseline' || node === null || !own.has(node) || bridged.has(node)) return undefined;
    if (step.kind !== 'sysctl') return [step];
    if (linking.has(node)) return undefined;
    const isDefault = step.key.includes('.default.');
    return [step, ...(isDefault ? (arrived.get(node) ?? []) : []).map((one) => copied(step, one.interface))];
  };
}

/** An interface that is too small for IPv6 has no such setting. */
const copied = (step: SysctlStep, name: string): SysctlStep => ({
  ...step,
  key: step.key.replace('.default.', `.${name.replaceAll('.', '/')}.`),
  optional: true,
});
