/**
 * kube-proxy in mode iptables: chains that lead from a service's address to one of its pods by DNAT. Names, order, matches
 * and comments follow Kubernetes 1.35 (pkg/proxy/iptables/proxier.go). kube-proxy loads its rules with one iptables-restore.
 *
 * The order of services in KUBE-SERVICES is random in kube-proxy (a Go map). Here it is that of the objects.
 */
import * as z from 'zod';
import type { ItemFragment, NodeFragment } from '../../model/written.ts';
import { categorize, usesLocal } from '../categorize.ts';
import type { KubeProxy, ProxyNode, ProxySetting } from '../proxy.ts';
import type { ServicePort } from '../service-port.ts';
import { baseChains, baseRules, canaries, jumps, nodePortsLast } from './base-chains.ts';
import { type KubeRule, newChain, ruleOf } from './kube-rule.ts';
import { type PortRules, portRules } from './port-rules.ts';

const schema = z.strictObject({});

type Item = ItemFragment<'iptables'> & object;

/** largeClusterEndpointsThreshold in pkg/proxy/iptables/proxier.go. */
const largeCluster = 1000;

/** The order of the chains in kube-proxy's input of iptables-restore. */
const shared = [
  ...['filter KUBE-SERVICES', 'filter KUBE-EXTERNAL-SERVICES', 'filter KUBE-NODEPORTS'],
  ...['filter KUBE-PROXY-FIREWALL', 'nat KUBE-NODEPORTS', 'nat KUBE-SERVICES'],
];

export const iptables: KubeProxy<z.output<typeof schema>> = {
  name: 'iptables',
  about: 'iptables rules select a pod for each connection (DNAT)',
  schema,
  nodes(setting) {
    const write = writer(setting);
    return (node): NodeFragment => ({
      sysctls: {
        'net.ipv4.conf.all.route_localnet': {
          value: '1',
          about: 'Node ports answer at 127.0.0.1, too.',
        },
      },
      iptables: write(node),
    });
  },
};

interface Written {
  readonly chains: readonly Item[];
  /** By table and chain. */
  readonly shared: ReadonlyMap<string, readonly Item[]>;
  readonly own: readonly Item[];
}

function writer({ ports, podCidr, masqueradeAll, written }: ProxySetting<unknown>) {
  const large = ports.reduce((sum, { endpoints }) => sum + endpoints.length, 0) > largeCluster;
  const convert = (port: ServicePort, { chains, lines }: PortRules): Written => {
    const item = (line: KubeRule): Item => written(ruleOf('-A', line), port);
    const keyOf = ({ table, chain }: KubeRule): string => `${table} ${chain}`;
    return {
      chains: chains.map((chain) => written(newChain(chain), port)),
      shared: new Map(
        shared.map((key) => [key, lines.filter((line) => keyOf(line) === key).map(item)] as const),
      ),
      own: lines.filter((line) => !shared.includes(keyOf(line))).map(item),
    };
  };
  const known = new Map<ServicePort, Written>();
  const writtenFor = (port: ServicePort, node: ProxyNode): Written => {
    const same = !usesLocal(port) && port.sourceRanges.length === 0;
    const before = same ? known.get(port) : undefined;
    const made =
      before ??
      convert(port, portRules(port, categorize(port, node.name), node, { podCidr, masqueradeAll, large }));
    if (same) known.set(port, made);
    return made;
  };
  const first = [...canaries, ...baseChains].map(newChain);
  const inserted = jumps.map((line) => ruleOf('-I', line));
  const base = baseRules.map((line) => ruleOf('-A', line));
  const last = ruleOf('-A', nodePortsLast);
  return (node: ProxyNode): readonly Item[] => {
    const all = ports.map((port) => writtenFor(port, node));
    return [
      ...first,
      ...inserted,
      ...base,
      ...all.flatMap(({ chains }) => chains),
      ...shared.flatMap((key) => all.flatMap((one) => one.shared.get(key) ?? [])),
      last,
      ...all.flatMap(({ own }) => own),
    ];
  };
}
