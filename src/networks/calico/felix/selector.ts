/**
 * Calico's selectors, as Kubernetes' are turned into them (k8sSelectorToCalico in libcalico-go, getEndpointSelector in
 * updateprocessors/rules.go): one expression over the labels that a pod has and those that Calico gives it. The text is the
 * canonical one of libcalico-go/lib/selector/parser, because sets are named by its hash.
 */
import type { LabelSelector } from '../../kubernetes/label-selector.ts';
import type { Endpoint } from './endpoint.ts';

export interface Selector {
  readonly text: string;
  matches(labels: Labels): boolean;
}

export type Labels = Readonly<Record<string, string>>;

/** Labels of the namespace stand among the pod's under this prefix (NamespaceLabelPrefix). */
const ofNamespace = 'pcns.';
const namespaceLabel = 'projectcalico.org/namespace';
const orchestrator: Selector = equals('projectcalico.org/orchestrator', 'k8s');

/** What a selector sees of a pod. Kubernetes labels each namespace with its name. */
export const labelsOf = ({ labels, namespace }: Endpoint): Labels => ({
  ...labels,
  [namespaceLabel]: namespace,
  'projectcalico.org/orchestrator': 'k8s',
  [`${ofNamespace}projectcalico.org/name`]: namespace,
  [`${ofNamespace}kubernetes.io/metadata.name`]: namespace,
});

/** The pods that a policy is about: its podSelector in its namespace. */
export const policySelector = (pods: LabelSelector, namespace: string): Selector =>
  all([all([orchestrator, ...terms(pods)]), equals(namespaceLabel, namespace)]);

/** The pods of a peer: in the namespaces that it selects, else in the policy's. */
export function peerSelector(
  pods: LabelSelector | undefined,
  namespaces: LabelSelector | undefined,
  namespace: string,
): Selector {
  const where = namespaces ? namespaceSelector(namespaces) : equals(namespaceLabel, namespace);
  return all([where, all([orchestrator, ...(pods ? terms(pods) : [])])]);
}

function namespaceSelector(selector: LabelSelector): Selector {
  const found = terms(selector, ofNamespace);
  // No term is "all namespaces", which in Calico is whatever has one.
  return found.length > 0 ? all(found) : has(namespaceLabel);
}

const terms = (selector: LabelSelector, prefix = ''): readonly Selector[] => [
  ...Object.keys(selector.matchLabels)
    .sort()
    .map((key) => equals(prefix + key, selector.matchLabels[key]!)),
  ...selector.matchExpressions.map(({ key, operator, values }) => operators[operator](prefix + key, values)),
];

const operators: Readonly<
  Record<
    LabelSelector['matchExpressions'][number]['operator'],
    (key: string, values: readonly string[]) => Selector
  >
> = {
  In: (key, values) => ({
    text: `${key} in ${list(values)}`,
    matches: (labels) => Object.hasOwn(labels, key) && values.includes(labels[key]!),
  }),
  // A pod without the label is not in the list either.
  NotIn: (key, values) => ({
    text: `${key} not in ${list(values)}`,
    matches: (labels) => !Object.hasOwn(labels, key) || !values.includes(labels[key]!),
  }),
  Exists: (key) => has(key),
  DoesNotExist: (key) => ({ text: `!${has(key).text}`, matches: (labels) => !has(key).matches(labels) }),
};

const list = (values: readonly string[]): string =>
  `{${[...new Set(values)]
    .sort()
    .map((value) => `"${value}"`)
    .join(', ')}}`;

function equals(key: string, value: string): Selector {
  return {
    text: `${key} == "${value}"`,
    matches: (labels) => Object.hasOwn(labels, key) && labels[key] === value,
  };
}

const has = (key: string): Selector => ({
  text: `has(${key})`,
  matches: (labels) => Object.hasOwn(labels, key),
});

function all(parts: readonly Selector[]): Selector {
  if (parts.length === 1) return parts[0]!;
  return {
    text: `(${parts.map(({ text }) => text).join(' && ')})`,
    matches: (labels) => parts.every((part) => part.matches(labels)),
  };
}
