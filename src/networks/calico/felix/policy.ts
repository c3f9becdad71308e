/**
 * A Kubernetes policy as Calico stores it (K8sNetworkPolicyToCalico in libcalico-go/lib/backend/k8s/conversion). Its
 * name is `knp.default.<name>`, in the namespace `default` and the tier `default`, with order 1000. Each of its rules becomes one rule for each
 * protocol and peer.
 */
import { formatCidr, network, parseCidr } from '../../../base/cidr.ts';
import type { LabelSelector } from '../../../kubernetes/label-selector.ts';
import type { NetworkPolicy, Peer, Port } from '../../../kubernetes/network-policy.ts';
import { type PortRange, simplify } from './port-range.ts';
import { peerSelector, policySelector, type Selector } from './selector.ts';

export type Direction = 'ingress' | 'egress';

export interface Policy {
  /** Its name in Calico: `default/knp.default.<name>`. */
  readonly id: string;
  /** The name in its metadata. */
  readonly name: string;
  readonly selector: Selector;
  readonly rules: Readonly<Partial<Record<Direction, readonly PolicyRule[]>>>;
}

/** The peer and the destination ports that one rule accepts. Missing fields match anything. */
export interface PolicyRule {
  readonly protocol?: 'tcp' | 'udp' | 'sctp';
  readonly ports: readonly PortRange[];
  readonly peer?: Selector;
  readonly net?: string;
  readonly notNets: readonly string[];
  /** The peer as text. */
  readonly who: string;
}

export function policyOf({ metadata, spec }: NetworkPolicy): Policy {
  const { name, namespace } = metadata;
  const rules = {
    ingress: spec.ingress.flatMap(({ from, ports }) => rulesOf(from, ports, namespace)),
    egress: spec.egress.flatMap(({ to, ports }) => rulesOf(to, ports, namespace)),
  };
  return {
    id: `${namespace}/knp.default.${name}`,
    name,
    selector: policySelector(spec.podSelector, namespace),
    rules: {
      ...(spec.policyTypes.includes('Ingress') ? { ingress: rules.ingress } : {}),
      ...(spec.policyTypes.includes('Egress') ? { egress: rules.egress } : {}),
    },
  };
}

function rulesOf(peers: readonly Peer[], ports: readonly Port[], namespace: string): readonly PolicyRule[] {
  const protocols = (['SCTP', 'TCP', 'UDP'] as const).flatMap((protocol) => {
    const asked = ports.filter((port) => port.protocol === protocol);
    if (asked.length === 0) return [];
    // An item without a port means all ports of the protocol, even if other items have ports.
    const any = asked.some(({ port }) => port === undefined);
    const ranges = asked.map(({ port, endPort }) => ({ first: port!, last: endPort ?? port! }));
    const name = protocol.toLowerCase() as NonNullable<PolicyRule['protocol']>;
    return [{ protocol: name, ports: any ? [] : simplify(ranges) }];
  });
  const asked = protocols.length > 0 ? protocols : [{ ports: [] }];
  const who = peers.length > 0 ? peers.map((peer) => sideOf(peer, namespace)) : [anybody];
  // felix creates no rule for an IPv6 address.
  return asked.flatMap((what) => who.filter(isIpv4).map((side) => ({ ...what, ...side })));
}

type Side = Pick<PolicyRule, 'peer' | 'net' | 'notNets' | 'who'>;

const anybody: Side = { notNets: [], who: 'any address' };
const isIpv4 = ({ net }: Side): boolean => !net?.includes(':');

function sideOf({ podSelector, namespaceSelector, ipBlock }: Peer, namespace: string): Side {
  if (ipBlock) {
    const net = canonical(ipBlock.cidr);
    const notNets = ipBlock.except.map(canonical);
    return { net, notNets, who: `${net}${notNets.length > 0 ? ` except ${notNets.join(', ')}` : ''}` };
  }
  const pods = podSelector ? wordsOf(podSelector) : '';
  const where = namespaceSelector ? ` in namespaces${inWords(wordsOf(namespaceSelector))}` : '';
  return {
    peer: peerSelector(podSelector, namespaceSelector, namespace),
    notNets: [],
    who: `pods${inWords(pods)}${where}`,
  };
}

const canonical = (text: string): string => formatCidr(network(parseCidr(text)!));

const inWords = (text: string): string => (text === '' ? '' : ` with ${text}`);

/** A selector as text: app=web, tier in {a, b}. */
const wordsOf = ({ matchLabels, matchExpressions }: LabelSelector): string =>
  [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values }) => {
      const list = `{${values.join(', ')}}`;
      return {
        In: `${key} in ${list}`,
        NotIn: `${key} not in ${list}`,
        Exists: key,
        DoesNotExist: `without ${key}`,
      }[operator];
    }),
  ].join(' and ');
