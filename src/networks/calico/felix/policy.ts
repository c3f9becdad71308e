/**
 * A Kubernetes policy as Calico keeps it (K8sNetworkPolicyToCalico in libcalico-go/lib/backend/k8s/conversion): it is called
 * `knp.default.<name>`, is in the tier `default` at order 1000, and each of its rules becomes one for each protocol and peer.
 */
import { formatCidr, network, parseCidr } from '../../../base/cidr.ts';
import type { LabelSelector } from '../../kubernetes/label-selector.ts';
import type { NetworkPolicy, Peer, Port } from '../../kubernetes/network-policy.ts';
import { type PortRange, simplify } from './port-range.ts';
import { peerSelector, policySelector, type Selector } from './selector.ts';

export type Direction = 'ingress' | 'egress';

export interface Policy {
  /** As chains are named by: `default/knp.default.<name>` (v3.28 to v3.31; later ones have the kind in it). */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  readonly selector: Selector;
  readonly rules: Readonly<Partial<Record<Direction, readonly PolicyRule[]>>>;
}

/** What one rule allows, of the other side and of the destination's ports; what it does not say may be anything. */
export interface PolicyRule {
  readonly protocol?: 'tcp' | 'udp' | 'sctp';
  readonly ports: readonly PortRange[];
  readonly peer?: Selector;
  readonly net?: string;
  readonly notNets: readonly string[];
  /** The peer in words. */
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
    // One item without a port is all ports, whatever else is said of the protocol.
    const any = asked.some(({ port }) => port === undefined);
    const ranges = asked.map(({ port, endPort }) => ({ first: port!, last: endPort ?? port! }));
    const name = protocol.toLowerCase() as NonNullable<PolicyRule['protocol']>;
    return [{ protocol: name, ports: any ? [] : simplify(ranges) }];
  });
  const asked = protocols.length > 0 ? protocols : [{ ports: [] }];
  const who = peers.length > 0 ? peers.map((peer) => sideOf(peer, namespace)) : [anybody];
  // Of an address of the other family felix makes no rule.
  return asked.flatMap((what) => who.filter(isIpv4).map((side) => ({ ...what, ...side })));
}

type Side = Pick<PolicyRule, 'peer' | 'net' | 'notNets' | 'who'>;

const anybody: Side = { notNets: [], who: 'anybody' };
const isIpv4 = ({ net }: Side): boolean => !net?.includes(':');

function sideOf({ podSelector, namespaceSelector, ipBlock }: Peer, namespace: string): Side {
  if (ipBlock) {
    const net = canonical(ipBlock.cidr);
    const notNets = ipBlock.except.map(canonical);
    return { net, notNets, who: `${net}${notNets.length > 0 ? ` but ${notNets.join(', ')}` : ''}` };
  }
  const pods = podSelector ? wordsOf(podSelector) : '';
  const where = namespaceSelector ? ` of namespaces${inWords(wordsOf(namespaceSelector))}` : '';
  return {
    peer: peerSelector(podSelector, namespaceSelector, namespace),
    notNets: [],
    who: `pods${inWords(pods)}${where}`,
  };
}

const canonical = (text: string): string => formatCidr(network(parseCidr(text)!));

const inWords = (text: string): string => (text === '' ? '' : ` with ${text}`);

/** A selector as people say it: app=web, tier in {a, b}. */
const wordsOf = ({ matchLabels, matchExpressions }: LabelSelector): string =>
  [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values }) => {
      const list = `{${values.join(', ')}}`;
      return {
        In: `${key} in ${list}`,
        NotIn: `${key} not in ${list}`,
        Exists: key,
        DoesNotExist: `no ${key}`,
      }[operator];
    }),
  ].join(' and ');
