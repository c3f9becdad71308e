/**
 * kube-proxy in mode ipvs: IPVS sends each connection to one of the pods. iptables only masquerades, with sets. Names, types, matches,
 * comments and the order follow Kubernetes 1.35 (pkg/proxy/ipvs/proxier.go).
 *
 * The addresses of services are on the dummy kube-ipvs0, so that packets to them reach IPVS in LOCAL_IN. The device stays down:
 * its addresses are local all the same.
 */
import * as z from 'zod';
import { boolean, integer, word } from '../../base/scalar.ts';
import type { NodeFragment } from '../../model/written.ts';
import { categorize } from '../categorize.ts';
import { type KubeRule, kubeRule, newChain, ruleOf } from '../iptables/kube-rule.ts';
import type { KubeProxy, ProxyNode, ProxySetting } from '../proxy.ts';
import type { ServicePort } from '../service-port.ts';
import { chains, jumps, rules } from './chains.ts';
import { membersOf, rangesContain, setsOf } from './sets.ts';
import { boundAddresses, virtualServices } from './virtual-services.ts';

const timeout = (what: string) =>
  integer(0, 2_147_483).default(0).describe(`ipvs: timeout of idle ${what}; 0: the kernel's default`);

/** Named as kube-proxy's options. Scheduler mh needs a flag that `ipvs` of a node does not have. */
const schema = z.strictObject({
  'ipvs-scheduler': word(['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'sh', 'dh', 'sed', 'nq'])
    .default('rr')
    .describe('ipvs: scheduler of all virtual services'),
  'ipvs-strict-arp': boolean()
    .default(false)
    .describe('ipvs: true: nodes do not answer ARP for addresses of services (arp_ignore 1, arp_announce 2)'),
  'ipvs-tcp-timeout': timeout('TCP connections in seconds (900)'),
  'ipvs-tcpfin-timeout': timeout('TCP connections after a FIN, in seconds (120)'),
  'ipvs-udp-timeout': timeout('UDP connections in seconds (300)'),
});

type Options = z.output<typeof schema>;

export const ipvs: KubeProxy<Options> = {
  name: 'ipvs',
  about: 'IPVS selects a pod for each connection',
  schema,
  nodes: (setting) => (node) => fragment(setting, node),
};

function fragment(setting: ProxySetting<Options>, node: ProxyNode): NodeFragment {
  const { ports, options, written } = setting;
  const members = membersOf(ports, node);
  const denied = ports.flatMap((port) => deniedRules(port, node));
  return {
    interfaces: {
      'kube-ipvs0': {
        ...{ type: 'dummy', up: false, about: 'Its addresses are local, so packets to them reach IPVS.' },
        addresses: [...boundAddresses(ports, node).keys()].map((address) => `${address}/32`),
      },
    },
    sysctls: sysctls(options),
    ipsets: setsOf(members),
    iptables: [
      ...chains.map(newChain),
      ...jumps.map((line) => ruleOf('-I', line)),
      ...rules(members, setting, denied).map((line) => ruleOf('-A', line)),
    ],
    ipvs: {
      ...timeouts(options),
      services: ports.flatMap((port) =>
        virtualServices(port, categorize(port, node.name), node, options['ipvs-scheduler']).map((one) =>
          written(one, port),
        ),
      ),
    },
  };
}

function timeouts(options: Options) {
  const [tcp, tcpfin, udp] = [
    options['ipvs-tcp-timeout'],
    options['ipvs-tcpfin-timeout'],
    options['ipvs-udp-timeout'],
  ];
  return tcp + tcpfin + udp > 0 ? { timeouts: { tcp, tcpfin, udp } } : {};
}

/** conn_reuse_mode is 0 only before Linux 5.9. */
const sysctls = (options: Options) => ({
  'net.ipv4.vs.conntrack': {
    value: '1',
    about: 'Rules see the connections of IPVS, and can masquerade them.',
  },
  'net.ipv4.vs.expire_nodest_conn': {
    value: '1',
    about: 'Connections to a removed endpoint end at once.',
  },
  'net.ipv4.vs.expire_quiescent_template': {
    value: '1',
    about: 'Session affinity does not keep an endpoint with weight 0.',
  },
  'net.ipv4.ip_forward': { value: '1', about: 'IPVS forwards packets to pods, and their replies.' },
  ...(options['ipvs-strict-arp']
    ? {
        'net.ipv4.conf.all.arp_ignore': {
          value: '1',
          about: 'Answer ARP only for addresses of the interface itself.',
        },
        'net.ipv4.conf.all.arp_announce': {
          value: '2',
          about: 'Announce only addresses of the interface itself.',
        },
      }
    : {}),
});

/** The node's own packets to a load balancer whose ranges do not contain the node. IPVS gives them the address as their source. */
const deniedRules = (port: ServicePort, node: ProxyNode): readonly KubeRule[] =>
  port.sourceRanges.length === 0 || rangesContain(port, node)
    ? []
    : port.loadBalancerIps.map((ip) =>
        kubeRule(
          'filter',
          'KUBE-IPVS-OUT-FILTER',
          `-s ${ip} -m ipvs --vaddr ${ip} --vproto ${port.protocol} --vport ${port.port} -j DROP`,
          `${node.name} is not in the source ranges of ${port.title}.`,
        ),
      );
