/** Causes that follow from NAT rules: a bridge after DNAT, and a port that a rule translates at another address. */
import { expect, it } from 'vitest';
import { bridgeDnat } from '../../../src/trace/causes/bridge-dnat.ts';
import type { Scene } from '../../../src/trace/causes/cause.ts';
import { refusal } from '../../../src/trace/causes/refusal.ts';
import { nftChains } from '../../../src/trace/nft-chains.ts';
import { nftMaps } from '../../../src/trace/nft-maps.ts';
import { countedOf, type Reading } from '../../../src/trace/readings.ts';
import { rewritesOf } from '../../../src/trace/rewrites.ts';
import type { TracedWay } from '../../../src/trace/trace.ts';
import { reading } from './recorded.ts';

const tcp = (src: string, dst: string, ports: readonly [number, number], flags: readonly string[] = []) => ({
  ip: { src, dst, protocol: 'tcp', offset: 0 },
  tcp: { 'src-port': ports[0], 'dst-port': ports[1], flags },
});

const judged = (line: string) => [{ line, target: 'DNAT', table: 'nat' }];
const last = {
  node: 'node1',
  interface: 'port1',
  direction: 'in',
  frame: tcp('10.244.1.3', '10.96.0.11', [4000, 80]),
};
const bridge = (hairpin: boolean, behind: string) =>
  reading({
    links: ['port1', 'port2'].map((ifname) => ({
      ...{ ifname, master: 'cni0', linkinfo: { info_slave_data: { hairpin } } },
    })),
    neighbors: [{ dst: '10.244.1.4', dev: 'cni0', lladdr: '02:00:00:00:00:04' }],
    fdb: [{ mac: '02:00:00:00:00:04', master: 'cni0', ifname: behind }],
  });

it.each([
  ['-A SEP -p tcp -m tcp -j DNAT --to-destination 10.244.1.3:8080', false, 'port2', '10.244.1.3'],
  ['endpoint meta l4proto tcp dnat to 10.244.1.3:8080', false, 'port2', '10.244.1.3'],
  ['-A SEP -p tcp -m tcp -j DNAT --to-destination 10.244.1.4:8080', false, 'port1', '10.244.1.4'],
  ['-A SEP -p tcp -m tcp -j DNAT --to-destination 10.244.1.4', false, 'port1', '10.244.1.4'],
  ['-A SEP -p tcp -m tcp -j DNAT --to-destination 10.244.1.4:8080', false, 'port2', undefined],
  ['-A SEP -p tcp -m tcp -j DNAT --to-destination 10.244.1.3:8080', true, 'port2', undefined],
])('%s, hairpin %s, behind %s: %s', (line, hairpin, behind, address) => {
  const scene = { last, judged: judged(line), after: bridge(hairpin, behind) } as unknown as Scene;
  expect(bridgeDnat(scene)?.why).toBe(
    address &&
      `node1's cni0 drops the frame: NAT changed its destination to ${address}, which is behind port1, the port by which it came, and hairpin is off on port1`,
  );
});

const listed = `table ip kube-proxy { # handle 1
	map service-nodeports { # handle 6
		type inet_proto . inet_service : verdict
		comment "NodePort traffic"
		elements = { tcp . 30080 : goto external-A,
			     tcp . 30082 : goto external-B }
	}

	chain services { # handle 20
		ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports # handle 40
	}
}
`;

it('maps have their elements', () => {
  expect(nftMaps(listed)).toEqual([
    {
      ...{ table: 'ip kube-proxy', name: 'service-nodeports' },
      elements: ['tcp . 30080 : goto external-A', 'tcp . 30082 : goto external-B'],
    },
  ]);
});

const nft = reading({ rules: nftChains(listed, []).flatMap(({ rules }) => rules), maps: nftMaps(listed) });
const published = reading({
  rules: countedOf(
    'iptables',
    '*nat\n[0:0] -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80\nCOMMIT\n',
  ),
});

it.each<[string, Reading, number, string]>([
  [
    'a map of nftables has the port',
    nft,
    30082,
    ', and a packet to 127.0.0.1 does not match nftables rule services ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports in table ip kube-proxy',
  ],
  ['no map has it', nft, 3008, ''],
  [
    'a rule of iptables has the port',
    published,
    8080,
    ', and a packet to 127.0.0.1 does not match rule -t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
  ],
  ['no rule has it', published, 808, ''],
])('refused, and %s', (_, state, port, more) => {
  const reply = {
    hops: [{ node: 'node1', frame: tcp('127.0.0.1', '127.0.0.1', [port, 4000], ['rst', 'ack']) }],
  };
  expect(refusal(reply as unknown as TracedWay, new Map([['node1', state]]))?.why).toBe(
    `node1 answers with RST: no process listens on TCP port ${port}${more}`,
  );
});

it('says where NAT changes a packet, and by which rule', () => {
  const way = {
    hops: [
      { node: 'client', changes: {} },
      {
        node: 'gateway',
        changes: { nat: [{ what: 'source', from: '192.0.2.1:4000', to: '198.51.100.1:5000' }] },
        natRules: [
          { family: 'iptables', table: 'nat', line: '-A POSTROUTING -j MASQUERADE', target: 'MASQUERADE' },
        ],
      },
      {
        node: 'node1',
        changes: { nat: [{ what: 'destination', from: '10.96.0.10:80', to: '10.244.1.3:8080' }] },
        natRules: [
          { family: 'nft', table: 'ip kube-proxy', line: 'endpoint dnat to 10.244.1.3:8080', target: 'DNAT' },
        ],
      },
      { node: 'node2', changes: { nat: [{ what: 'source', from: 'a', to: 'b' }] } },
    ],
  };
  expect(rewritesOf(way as unknown as TracedWay)).toEqual([
    'gateway changes its source 192.0.2.1:4000 to 198.51.100.1:5000 (-t nat -A POSTROUTING -j MASQUERADE)',
    'node1 changes its destination 10.96.0.10:80 to 10.244.1.3:8080 (ip kube-proxy endpoint dnat to 10.244.1.3:8080)',
    'node2 changes its source a to b',
  ]);
});
