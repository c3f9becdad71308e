/** Twelve more situations from public problem reports, each with its source. The answers were written before the first run. */
import { diagnose, type Situation } from './situation.ts';

const situations: readonly (readonly [string, Situation])[] = [
  [
    // https://github.com/k3s-io/k3s/issues/9295
    'the tunnel ends have different VNIs',
    {
      lab: 'vni-mismatch',
      argv: ['pod1', 'pod2'],
      outcome: 'lost',
      cause: {
        id: 'tunnel',
        node: 'node2',
        why: /node1 sends it in VXLAN VNI 1 .* to node2, where no interface takes it: vxlan0 has VNI 4096/,
      },
      never: /flannel\.1 has no fdb/,
    },
  ],
  [
    // https://github.com/k3s-io/k3s/issues/6047
    'the masquerade rule is missing',
    {
      lab: 'no-masquerade',
      argv: ['pod', 'internet'],
      outcome: 'arrived',
      cause: { id: 'route', node: 'internet', why: /internet has no route to 10\.42\.0\.2/ },
      never: /no process there replies/,
    },
  ],
  [
    // https://github.com/moby/moby/issues/39439
    "Docker's policy of FORWARD drops the packets of another runtime",
    {
      lab: 'forward-drop',
      argv: ['lxd', 'internet'],
      outcome: 'lost',
      cause: { id: 'rule', node: 'host', why: /the policy of FORWARD in table filter/ },
    },
  ],
  [
    // https://github.com/oniGino/docker-nftables-scripts/issues/4
    'a table of nftables drops what iptables accepted',
    {
      lab: 'nft-forward',
      argv: ['box', 'internet', '--tcp', '443'],
      outcome: 'lost',
      cause: { id: 'rule', node: 'host', why: /the policy of FORWARD in table inet filtrado/ },
    },
  ],
  [
    // https://github.com/kubernetes/kubernetes/issues/71555
    "strict ARP: the node does not answer for another interface's address",
    {
      lab: 'arp-ignore',
      argv: ['pod', 'node:eth0'],
      outcome: 'unsent',
      cause: {
        id: 'neighbor',
        node: 'node',
        why: /who has 192\.0\.2\.10, and node:veth0 does not answer: .*arp_ignore is 1, and eth0 has the address/,
      },
    },
  ],
  [
    // https://github.com/systemd/systemd/issues/17890
    'the table of a rule is empty, and the next rule of its priority is unreachable',
    {
      lab: 'kill-switch',
      argv: ['laptop', 'internet'],
      outcome: 'lost',
      cause: {
        id: 'route',
        node: 'router',
        why: /router has a rule of type unreachable in ip rule: priority 2000 from 192\.0\.2\.0\/24/,
      },
    },
  ],
  [
    // https://github.com/openshift/baremetal-runtimecfg/pull/78
    'two macvlans in private mode on one interface',
    {
      lab: 'macvlan-private',
      argv: ['api', 'dns'],
      outcome: 'unsent',
      cause: {
        id: 'macvlan',
        node: 'api',
        why: /dns:eth0 has it, a macvlan on host:eth0 too, .* private mode/,
      },
    },
  ],
  [
    // https://github.com/moby/moby/pull/6810
    'a container asks for its own published port, and nothing masquerades',
    {
      lab: 'hairpin-source',
      argv: ['web', 'host:eth0', '--http', '8080'],
      outcome: 'arrived',
      cause: { id: 'local-source', node: 'web', why: /172\.17\.0\.2/ },
      never: /no process there replies|hairpin is off/,
    },
  ],
  [
    // https://github.com/docker/for-linux/issues/928
    "nobody answers the neighbor solicitation for a container's address",
    {
      lab: 'ndp-proxy',
      argv: ['router', 'box'],
      outcome: 'unsent',
      cause: {
        id: 'neighbor',
        node: 'router',
        why: /router asks on eth0 who has 2001:db8:0:f44f:ff::2, and nobody answers: box:eth0 has it, and the neighbor solicitation was last seen entering host on eth0/,
      },
    },
  ],
  [
    // https://github.com/flannel-io/flannel/issues/871
    'the network between the nodes permits TCP and ICMP only',
    {
      lab: 'udp-closed',
      argv: ['pod1', 'pod2'],
      outcome: 'lost',
      cause: { id: 'rule', node: 'group', why: /the policy of FORWARD in table filter/ },
      never: /no fdb entry/,
    },
  ],
  [
    // https://github.com/nestybox/sysbox/issues/36
    'the packet is larger than the MTU of a bridge port',
    {
      lab: 'bridge-mtu',
      argv: ['box', 'server', '--size', '1450', '--df'],
      outcome: 'lost',
      cause: { id: 'too-big', node: 'host', why: /1478 bytes.* host's eth0 has MTU 1400/ },
    },
  ],
  [
    // https://github.com/projectcalico/confd/pull/322
    'an address without a service goes back and forth between a node and its router',
    {
      lab: 'service-loop',
      argv: ['client', '10.96.7.7'],
      outcome: 'lost',
      cause: { id: 'loop', node: 'node', why: /tor and node|node and tor/ },
      never: /no route/,
    },
  ],
];

diagnose(situations);
