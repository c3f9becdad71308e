/** More situations from public problem reports, each with its source. The answers were written before the first run. */
import { expect, it } from 'vitest';
import { netlab } from '../run-netlab.ts';
import { diagnose, type Situation } from './situation.ts';

const situations: readonly (readonly [string, Situation])[] = [
  [
    // https://github.com/containers/netavark/pull/962
    'a container in two networks asks for its gateway with the address of the other one, and the host filters sources',
    {
      lab: 'rpf-reply',
      argv: ['client', 'host:eth0', '--http', '8080'],
      outcome: 'arrived',
      cause: {
        id: 'reverse-path',
        node: 'host',
        why: /who has 10\.89\.0\.1, and host:br-a does not answer: host's route to the sender 10\.89\.1\.2 uses br-b \(rp_filter\)/,
      },
      never: /ICMP error|no process there replies/,
    },
  ],
  [
    'the same with a neighbor entry: the host drops the reply',
    {
      lab: 'rpf-reply',
      argv: ['client', 'host:eth0', '--http', '8081'],
      outcome: 'reply-lost',
      cause: { id: 'reverse-path', node: 'host', why: /^host drops packets from 10\.89\.1\.3 on br-a/ },
    },
  ],
  [
    // https://github.com/projectcalico/calico/issues/3246
    "a pod has an address of another node's block",
    {
      lab: 'borrowed',
      argv: ['pod1', 'pod2'],
      outcome: 'lost',
      cause: {
        id: 'route',
        node: 'node1',
        why: /^node1 has a blackhole route for 10\.192\.79\.128\/26, which covers 10\.192\.79\.150$/,
      },
      never: /invalid source/,
    },
  ],
  [
    // https://github.com/projectcalico/calico/issues/3270
    'a host does proxy ARP, and has no route to the address',
    {
      lab: 'proxy-arp-no-route',
      argv: ['pod', 'server'],
      outcome: 'unsent',
      cause: {
        id: 'neighbor',
        node: 'host',
        why: /who has 169\.254\.1\.1, and nobody answers: host:cali1 receives the request and has proxy_arp, but .* another interface/,
      },
      never: /no node of the lab has that address/,
    },
  ],
  [
    // https://github.com/moby/libnetwork/issues/2001
    "the container's subnet covers the client's",
    {
      lab: 'subnet-overlap',
      argv: ['corp', 'host:eth0', '--http', '8080'],
      outcome: 'arrived',
      cause: {
        id: 'neighbor',
        node: 'box',
        why: /who has 172\.17\.15\.220, and nobody answers: corp:eth0 has it, and the ARP request was last seen entering host on docker0/,
      },
      never: /no process there replies/,
    },
  ],
  [
    // https://github.com/kubernetes/kubernetes/issues/57922
    'a NodePort is asked by 127.0.0.1, and nothing masquerades',
    {
      lab: 'martian',
      argv: ['node', '127.0.0.1', '--http', '30080'],
      outcome: 'arrived',
      cause: {
        id: 'local-source',
        node: 'pod',
        why: /source address 127\.0\.0\.1 is a loopback address, and no node on the path translated it/,
      },
      never: /the reply to itself|no process there replies|blackhole/,
    },
  ],
  [
    // https://github.com/flannel-io/flannel/issues/1155
    'the MAC of a VXLAN device changed after the other node had learned it',
    {
      lab: 'stale-vtep',
      argv: ['pod1', 'pod2'],
      outcome: 'lost',
      cause: {
        id: 'other-mac',
        node: 'node1',
        why: /for 5e:89:db:49:c6:a4, and node2's flannel\.1 has d6:02:e3:df:ea:7a: node1 has a wrong neighbor entry for 10\.244\.2\.0 \(PERMANENT\)/,
      },
    },
  ],
  [
    // https://github.com/NLnetLabs/unbound/issues/1026
    'a UDP server on all addresses replies from its primary one',
    {
      lab: 'udp-source',
      argv: ['client', '10.0.0.1', '--udp', '53'],
      outcome: 'other-reply',
      cause: {
        id: 'nat-bypass',
        node: 'dns',
        why: /from 192\.0\.2\.53:53, and client asked 10\.0\.0\.1:53\. dns has both addresses/,
      },
      never: /no process there replies|rewrote/,
    },
  ],
  [
    // https://github.com/aws/amazon-vpc-cni-k8s/issues/705
    'a rule of ip rule sends traffic of pods out of their node',
    {
      lab: 'vpc-rule',
      argv: ['pod-a', 'pod-b'],
      outcome: 'lost',
      cause: { id: 'route', node: 'vpc', why: /^vpc has no route to 10\.80\.46\.124/ },
      never: /differs from the plan/,
    },
  ],
];

it('a rule that asks table 254 is as planned: ip prints main', () => {
  expect(netlab('up', 'test/netns/cli/trace/situations/vpc-rule.yaml', '--quiet').exit).toBe(0);
  const { exit, stdout } = netlab('diff', 'vpc-rule');
  expect(netlab('down', 'vpc-rule').exit).toBe(0);
  expect({ exit, stdout }).toMatchObject({ exit: 0, stdout: expect.not.stringContaining('254') });
});

diagnose(situations);
