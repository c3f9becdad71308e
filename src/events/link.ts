/**
 * An interface is set down or up. The kernel removes the routes of an interface that goes down. It does not restore them when the
 * interface comes up: netlab adds them again when it puts the lab back.
 */
import * as z from 'zod';
import { contains, network, parseCidr } from '../base/cidr.ts';
import { text, word } from '../base/scalar.ts';
import type { Plan, Step } from '../model/plan.ts';
import { typedStep } from '../steps/typed-step.ts';
import { defineEvent, unknownNode } from './event-kind.ts';

const schema = z.strictObject({
  link: text().describe('Interface of a node, as node:interface'),
  is: word(['down', 'up']).describe('New state of the interface'),
});

type Spec = z.output<typeof schema>;

const ends = ({ link: name }: Spec): readonly [node: string, name: string] => {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
};

export const link = defineEvent<Spec>({
  name: 'link',
  about: 'An interface goes down or comes up',
  schema,
  title: ({ link: name, is }) => `link ${name} is ${is}`,
  refusal(spec, scene) {
    if (!spec.link.includes(':'))
      return { code: 'bad-value', message: `expected node:interface (web-1:eth0), found "${spec.link}"` };
    const [node, name] = ends(spec);
    const fault = unknownNode(node, scene);
    if (fault) return fault;
    const known = interfacesOf(scene.plan, node);
    if (known.includes(name)) return undefined;
    return {
      code: 'unknown-interface',
      message: `${node} has no interface "${name}"`,
      known: () => known,
      word: name,
    };
  },
  plan: (spec, plan) => withState(plan, [ends(spec)], spec.is === 'up'),
  first(spec) {
    const [node, name] = ends(spec);
    return [setStep(node, name, spec.is)];
  },
});

export const setStep = (node: string, name: string, is: 'up' | 'down'): Step =>
  typedStep(node, `${node}/event/${name}`, ['ip', 'link', 'set', 'dev', name, is]);

/** The interfaces of a node that a plan makes. */
export function interfacesOf({ steps, nodes }: Plan, node: string): readonly string[] {
  const { namespace } = nodes.find((one) => one.name === node)!;
  const names = steps.flatMap((step) => {
    if (step.kind === 'link-set') return step.node === node ? [step.rename ?? step.name] : [];
    if (step.kind !== 'link') return [];
    const { name, netns, makes, peer } = step;
    const own = step.node === node && netns === undefined ? [name] : [];
    const made = makes?.node === node ? [makes.interface] : [];
    const other = peer && (peer.netns ?? (step.node === node ? namespace : '')) === namespace;
    return [...own, ...made, ...(other ? [peer.name] : [])];
  });
  return [...new Set(names)];
}

/** The plan in which these interfaces are up or down. */
export function withState(
  plan: Plan,
  interfaces: readonly (readonly [node: string, name: string])[],
  up: boolean,
): Plan {
  const meant = (step: Step): boolean =>
    (step.kind === 'link' || step.kind === 'link-set') &&
    interfaces.some(([node, name]) => {
      const made = step.makes ?? { node: step.node, interface: step.name };
      const own = step.kind === 'link-set' ? (step.rename ?? step.name) : made.interface;
      return made.node === node && own === name;
    });
  const lost = (step: Step): boolean =>
    !up && interfaces.some(([node, name]) => goesWith(step, node, name, plan));
  const changed = (step: Step): Step => {
    if (!meant(step) || (step.kind !== 'link' && step.kind !== 'link-set')) return step;
    const { up: before, ...rest } = step;
    if (up) return before === false ? rest : step;
    return before === true ? { ...rest, up: false } : step;
  };
  return { ...plan, steps: plan.steps.filter((step) => !lost(step)).map(changed) };
}

/** Whether the kernel removes it when the interface goes down: routes, neighbors and addresses of IPv6. */
function goesWith(step: Step, node: string, name: string, { steps }: Plan): boolean {
  if (step.node !== node) return false;
  if (step.kind === 'neighbor') return step.dev === name;
  if (step.kind === 'address') return step.dev === name && step.cidr.includes(':');
  if (step.kind !== 'route') return false;
  if (step.dev !== undefined || step.via === undefined) return step.dev === name;
  const via = parseCidr(`${step.via}/${step.family === 4 ? 32 : 128}`)?.ip;
  return steps.some((one) => {
    if (one.kind !== 'address' || one.node !== node || one.dev !== name) return false;
    const subnet = parseCidr(one.cidr);
    return subnet !== undefined && via?.family === subnet.ip.family && contains(network(subnet), via);
  });
}
