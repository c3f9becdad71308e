/** The commands of a small cluster with kindnet, and the order of its rules beside those of kube-proxy. */
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { vethName } from '../../../src/base/derive.ts';
import { compiled, printed } from '../compiled.ts';

const lab = (rest: object = {}) =>
  stringify({
    lab: 'x',
    cluster: { nodes: 2, pods: 1, underlay: '192.0.2.0/24', network: { plugin: 'kindnet' }, ...rest },
  });
const veth = vethName('node1', 'pod1-1');

it('the ends of a veth pair have addresses without routes of the kernel', () => {
  expect(printed(lab(), `node1/address/${veth}`)).toEqual([
    `ip -n x.node1 addr add 10.244.1.1/32 dev ${veth}`,
  ]);
  expect(printed(lab(), 'pod1-1/address/eth0')).toEqual([
    'ip -n x.pod1-1 addr add 10.244.1.2/24 brd + dev eth0 noprefixroute',
  ]);
});

it('pods route everything but the gateway through the gateway', () => {
  expect(printed(lab(), 'pod1-1/route')).toEqual([
    'ip -n x.pod1-1 route add 10.244.1.1/32 dev eth0 scope link src 10.244.1.2',
    'ip -n x.pod1-1 route add 10.244.1.0/24 via 10.244.1.1 dev eth0 src 10.244.1.2',
    'ip -n x.pod1-1 route add default via 10.244.1.1 dev eth0',
  ]);
});

it('a node has a route to each of its pods, and to each other node', () => {
  expect(printed(lab(), 'node1/route')).toEqual([
    `ip -n x.node1 route add 10.244.1.2/32 dev ${veth} scope host`,
    'ip -n x.node1 route add 10.244.2.0/24 via 192.0.2.12',
  ]);
});

it('kube-proxy jumps from POSTROUTING first', () => {
  const { plan } = compiled(lab({ services: { proxy: 'iptables', 'service-cidr': '10.96.0.0/16' } }));
  const jumps = plan.steps
    .flatMap((step) => (step.kind === 'rules' && step.node === 'node1' ? step.lines : []))
    .flatMap(({ argv }) => (argv.includes('POSTROUTING') ? [argv.at(-1)] : []));
  expect(jumps).toEqual(['KUBE-POSTROUTING', 'KIND-MASQ-AGENT']);
});
