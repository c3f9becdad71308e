/**
 * Converts Kubernetes selectors to Calico's (k8sSelectorToCalico in libcalico-go, getEndpointSelector in
 * updateprocessors/rules.go). The result is one expression over the labels of a pod and the labels that Calico adds.
 * Its text has the canonical form of libcalico-go/lib/selector/parser, because the name of a set is a hash of this
 * text.
 */
import type { LabelSelector } from '../../../kubernetes/label-selector.ts';
import type { WorkloadEndpoint } from './endpoint.ts';

export interface Selector {
  readonly text: string;
  matches(labels: Labels): boolean;
}

export type Labels = Readonly<Record<string, string>>;

/** Prefix of the namespace's labels among the pod's labels (NamespaceLabelPrefix). */
const ofNamespace = 'pcns.';
const namespaceLabel = 'projectcalico.org/namespace';
const orchestrator: Selector = equals('projectcalico.org/orchestrator', 'k8s');

/** The labels that a selector matches. Kubernetes labels each namespace with its name. */
export const labelsOf = ({ labels, namespace }: WorkloadEndpoint): Labels => ({
  ...labels,
  [namespaceLabel]: namespace,
  'projectcalico.org/orchestrator': 'k8s',
  [`${ofNamespace}projectcalico.org/name`]: namespace,
  [`${ofNamespace}kubernetes.io/metadata.name`]: namespace,
});

/** The pods that a policy selects: its podSelector in its namespace. */
export const policySelector = (pods: LabelSelector, namespace: string): Selector =>
  all([all([orchestrator, ...terms(pods)]), equals(namespaceLabel, namespace)]);

/** The pods of a peer, in the namespaces that it selects (default: the namespace of the policy). */
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
  // No term means all namespaces: in Calico, every pod with this label.
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
  // NotIn also matches a pod without the label.
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
