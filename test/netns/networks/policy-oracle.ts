/**
 * Whether Kubernetes' network policies allow a flow, by the text of the API (networking/v1 NetworkPolicySpec) and no code of
 * netlab: it reads the objects as they are written. If policies isolate the source for egress, one of them must allow the flow. If
 * policies isolate the destination for ingress, one of them must allow it. A flow between pods needs both.
 */
export interface Pod {
  readonly name: string;
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An end of a flow; not a pod where it has no labels. */
export interface Side {
  readonly address: string;
  readonly pod?: Pod;
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}
interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}
interface Port {
  protocol?: string;
  port?: number;
  endPort?: number;
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: Port[];
}
export interface PolicyObject {
  apiVersion: 'networking.k8s.io/v1';
  kind: 'NetworkPolicy';
  metadata: { name: string };
  spec: { podSelector: Selector; policyTypes?: string[]; ingress?: Rule[]; egress?: Rule[] };
}

export interface Flow {
  readonly from: Side;
  readonly to: Side;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

export const allows = (policies: readonly PolicyObject[], flow: Flow): boolean =>
  mayPass(policies, flow, 'Egress', flow.from.pod, flow.to) &&
  mayPass(policies, flow, 'Ingress', flow.to.pod, flow.from);

function mayPass(
  policies: readonly PolicyObject[],
  flow: Flow,
  type: 'Ingress' | 'Egress',
  pod: Pod | undefined,
  other: Side,
): boolean {
  if (!pod) return true;
  const isolating = policies.filter(
    ({ spec }) => selects(spec.podSelector, pod.labels) && typesOf(spec).includes(type),
  );
  if (isolating.length === 0) return true;
  return isolating.some(({ spec }) =>
    ((type === 'Ingress' ? spec.ingress : spec.egress) ?? []).some((rule) => {
      const peers = (type === 'Ingress' ? rule.from : rule.to) ?? [];
      const ports = rule.ports ?? [];
      return (
        (peers.length === 0 || peers.some((peer) => isMeant(peer, other))) &&
        (ports.length === 0 || ports.some((port) => isAsked(port, flow)))
      );
    }),
  );
}

function typesOf({ policyTypes = [], egress = [] }: PolicyObject['spec']): string[] {
  if (policyTypes.length > 0) return policyTypes;
  return egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

const namespaceLabels = { 'kubernetes.io/metadata.name': 'default' };

function isMeant(peer: Peer, { address, pod }: Side): boolean {
  if (peer.ipBlock) {
    const { cidr, except = [] } = peer.ipBlock;
    return isIn(address, cidr) && !except.some((part) => isIn(address, part));
  }
  if (!pod) return false;
  const inNamespace = !peer.namespaceSelector || selects(peer.namespaceSelector, namespaceLabels);
  return inNamespace && (!peer.podSelector || selects(peer.podSelector, pod.labels));
}

function isAsked({ protocol = 'TCP', port, endPort }: Port, flow: Flow): boolean {
  if (protocol !== flow.protocol) return false;
  return port === undefined || (flow.port >= port && flow.port <= (endPort ?? port));
}

function selects(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  for (const [key, value] of Object.entries(matchLabels)) if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of matchExpressions) {
    const value = labels[key];
    if (operator === 'Exists' && value === undefined) return false;
    if (operator === 'DoesNotExist' && value !== undefined) return false;
    if (operator === 'In' && (value === undefined || !values.includes(value))) return false;
    if (operator === 'NotIn' && value !== undefined && values.includes(value)) return false;
  }
  return true;
}

function isIn(address: string, cidr: string): boolean {
  const [prefix = '', length = ''] = cidr.split('/');
  const mask = Number(length) === 0 ? 0 : (-1 << (32 - Number(length))) >>> 0;
  return (number(address) & mask) >>> 0 === (number(prefix) & mask) >>> 0;
}

const number = (address: string): number =>
  address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0) >>> 0;
