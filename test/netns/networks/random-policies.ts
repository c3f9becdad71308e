/** Network policies that nobody would write, of every part that the API has, drawn from numbers between 0 and 1. */
import type { PolicyObject } from './policy-oracle.ts';

type Spec = PolicyObject['spec'];
type Selector = Spec['podSelector'];
type Rule = NonNullable<Spec['ingress']>[number];
type Peer = NonNullable<Rule['from']>[number];
type Port = NonNullable<Rule['ports']>[number];

const values = { app: ['web', 'api', 'db'], tier: ['front', 'back'] } as const;
const keys = ['app', 'tier'] as const;

export function randomLabels(draw: () => number): Record<string, string> {
  const labels: Record<string, string> = { app: pick(draw, values.app) };
  if (draw() < 0.7) labels.tier = pick(draw, values.tier);
  return labels;
}

export const randomPolicies = (
  draw: () => number,
  count: number,
  blocks: readonly string[],
): readonly PolicyObject[] =>
  Array.from({ length: count }, (_, i) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `p${i}` },
    spec: randomSpec(draw, blocks),
  }));

function randomSpec(draw: () => number, blocks: readonly string[]): Spec {
  const rules = (side: 'from' | 'to') => some(draw, 2, () => randomRule(draw, side, blocks));
  const spec: Spec = { podSelector: randomSelector(draw) };
  if (draw() < 0.6)
    spec.policyTypes = pick(draw, [['Ingress'], ['Egress'], ['Ingress', 'Egress'], []] as string[][]);
  if (draw() < 0.8) spec.ingress = rules('from');
  if (draw() < 0.6) spec.egress = rules('to');
  return spec;
}

function randomRule(draw: () => number, side: 'from' | 'to', blocks: readonly string[]): Rule {
  const rule: Rule = {};
  if (draw() < 0.93) rule[side] = some(draw, 2, () => randomPeer(draw, blocks));
  if (draw() < 0.7) rule.ports = draw() < 0.1 ? manyPorts : some(draw, 2, () => randomPort(draw));
  return rule;
}

function randomPeer(draw: () => number, blocks: readonly string[]): Peer {
  const kind = draw();
  if (kind < 0.3) {
    const cidr = pick(draw, blocks);
    const inside = blocks.filter((one) => one !== cidr && isInside(one, cidr));
    return {
      ipBlock: { cidr, ...(inside.length > 0 && draw() < 0.9 ? { except: [pick(draw, inside)] } : {}) },
    };
  }
  if (kind < 0.45) return { namespaceSelector: namespaceSelector(draw) };
  if (kind < 0.55) return { namespaceSelector: namespaceSelector(draw), podSelector: randomSelector(draw) };
  return { podSelector: randomSelector(draw) };
}

const namespaceSelector = (draw: () => number): Selector =>
  pick(draw, [
    {},
    { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
    { matchLabels: { 'kubernetes.io/metadata.name': 'elsewhere' } },
    { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
    { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['default'] }] },
  ]);

function randomSelector(draw: () => number): Selector {
  const key = pick(draw, keys);
  const kind = draw();
  if (kind < 0.1) return {};
  if (kind < 0.5) return { matchLabels: { [key]: pick(draw, values[key]) } };
  const expressions = Array.from({ length: draw() < 0.3 ? 2 : 1 }, () => {
    const operator = pick(draw, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
    const of = pick(draw, keys);
    const listed = operator.endsWith('In') ? { values: [...values[of]].filter(() => draw() < 0.6) } : {};
    if (listed.values?.length === 0) listed.values.push(values[of][0]);
    return { key: of, operator, ...listed };
  });
  return { matchExpressions: expressions };
}

const randomPort = (draw: () => number): Port =>
  pick(draw, [
    { port: 80 },
    { port: 81, protocol: 'TCP' },
    { port: 80, protocol: 'UDP' },
    { protocol: 'UDP' },
    { protocol: 'TCP' },
    { protocol: 'SCTP', port: 80 },
    { port: 81, endPort: 90 },
    { port: 79, endPort: 8080 },
    { port: 8080, protocol: 'TCP' },
    {},
  ]);

/** More than one match holds, so that felix writes a block. */
const manyPorts: Port[] = Array.from({ length: 20 }, (_, i) => ({ port: 50 + 3 * i + 1 }));

const some = <T>(draw: () => number, most: number, make: () => T): T[] =>
  Array.from({ length: draw() < 0.1 ? 0 : 1 + Math.floor(draw() * most) }, make);

const pick = <T>(draw: () => number, from: readonly T[]): T => from[Math.floor(draw() * from.length)]!;

const bits = (cidr: string): string =>
  cidr
    .split('/')[0]!
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
const length = (cidr: string): number => Number(cidr.split('/')[1]);
const isInside = (part: string, whole: string): boolean =>
  length(part) > length(whole) && bits(part).slice(0, length(whole)) === bits(whole).slice(0, length(whole));
