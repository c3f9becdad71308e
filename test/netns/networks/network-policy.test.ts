/**
 * Builds random policies and tries every flow between six pods, two nodes and a host outside. Each must end as an evaluator of
 * Kubernetes' own API text decides (policy-oracle.ts). NETLAB_SEED repeats a run.
 */
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { random } from '../../../src/mutate/sample.ts';
import { local } from '../../../src/places/local.ts';
import { flowProgram } from '../../../src/programs/flow.ts';
import { whileUp, written } from '../../labs/build.ts';
import { sample, seed } from '../../labs/sample.ts';
import { allows, type Flow, type PolicyObject, type Side } from './policy-oracle.ts';
import { randomLabels, randomPolicies } from './random-policies.ts';

/** Where it answers; SCTP is allowed or not and nobody asks. */
const asked = [
  ...([80, 81, 90, 8080] as const).map((port) => ({ protocol: 'TCP', port }) as const),
  ...([80, 81] as const).map((port) => ({ protocol: 'UDP', port }) as const),
];
const serve = asked.map(({ protocol, port }) => `${port}/${protocol.toLowerCase()}`);

/** The first address of a node's block is its tunnel's, with which it asks pods of the other node. */
const names = { node1: ['a', 'b', 'c'], node2: ['d', 'e', 'f'] } as const;
const addresses: Readonly<Record<string, string>> = {
  ...{ a: '192.168.1.1', b: '192.168.1.2', c: '192.168.1.3', node1: '172.18.0.11' },
  ...{ d: '192.168.2.1', e: '192.168.2.2', f: '192.168.2.3', node2: '172.18.0.12' },
  outside: '172.18.0.100',
};
const tunnels = { node1: '192.168.1.0', node2: '192.168.2.0' } as const;
const blocks = [
  ...['0.0.0.0/0', '10.0.0.0/8', '192.168.0.0/16', '192.168.1.0/24', '192.168.1.2/32', '192.168.2.0/31'],
  ...['192.168.1.0/32', '172.18.0.0/24', '172.18.0.100/32', '172.18.0.11/32'],
];

interface Case {
  readonly number: number;
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly policies: readonly PolicyObject[];
}

const pods = [...names.node1, ...names.node2];

function draw(number: number): Case {
  const next = random(seed + number);
  const labels = Object.fromEntries(pods.map((pod) => [pod, randomLabels(next)]));
  return { number, labels, policies: randomPolicies(next, 4 + Math.floor(next() * 8), blocks) };
}

const labOf = ({ labels, policies }: Case) =>
  written(
    stringify({
      lab: 'policies',
      cluster: {
        ...{ nodes: 2, pods: names, underlay: '172.18.0.0/24' },
        network: { plugin: 'calico', encapsulation: 'VXLAN' },
        objects: policies,
      },
      defaults: { serve },
      nodes: {
        router: { serve: null },
        // Nothing passes but what policies accept.
        'node*': { iptables: ['-P FORWARD DROP'] },
        outside: {
          routes: [
            { to: '192.168.1.0/24', via: 'node1' },
            { to: '192.168.2.0/24', via: 'node2' },
          ],
        },
        ...Object.fromEntries(pods.map((pod) => [pod, { labels: labels[pod] }])),
      },
      links: [{ name: 'underlay', endpoints: ['outside:eth0'], ipv4: ['172.18.0.100/24'] }],
    }),
  ).plan;

const nodeOf = (name: string) => (names.node1.includes(name as 'a') || name === 'node1' ? 'node1' : 'node2');

/** Sources and destinations: every pod to all, and all to every pod. */
const pairs = Object.keys(addresses).flatMap((from) =>
  Object.keys(addresses)
    .filter((to) => to !== from && (pods.includes(from as 'a') || pods.includes(to as 'a')))
    .map((to) => ({ from, to })),
);

function expected(
  { labels, policies }: Case,
  from: string,
  to: string,
  what: (typeof asked)[number],
): boolean {
  const isNode = from === 'node1' || from === 'node2';
  // Kubernetes: traffic to and from the node where a pod is running is always allowed; Calico polices what the pod sends.
  if (isNode && nodeOf(to) === from) return true;
  const side = (name: string): Side => {
    const address = addresses[name]!;
    return labels[name] ? { address, pod: { name, address, labels: labels[name] } } : { address };
  };
  const source = isNode ? { address: tunnels[from] } : side(from);
  const flow: Flow = { from: source, to: side(to), ...what };
  return allows(policies, flow);
}

const cases = sample(
  Array.from({ length: 40 }, (_, i) => i),
  3,
).map(draw);

it.each(cases)(`policies drawn by NETLAB_SEED=${seed}, number $number`, async (one) => {
  const plan = labOf(one);
  const flows = pairs.flatMap(({ from, to }) => asked.map((what) => ({ from, to, what })));
  const found = await whileUp(plan, async () => {
    const results = await Promise.all(Object.keys(addresses).map((name) => ask(plan, name, flows)));
    return results.flat();
  });
  const wrong = found.filter(({ flow, outcome }) => {
    const allowed = expected(one, flow.from, flow.to, flow.what);
    return outcome !== (allowed ? 'ok' : 'timeout');
  });
  expect(found).toHaveLength(flows.length);
  expect(
    wrong.map(
      ({ flow, outcome }) => `${flow.from} -> ${flow.to} ${flow.what.protocol} ${flow.what.port}: ${outcome}`,
    ),
    stringify({ labels: one.labels, policies: one.policies }),
  ).toEqual([]);
});

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly what: (typeof asked)[number];
}

async function ask(plan: ReturnType<typeof labOf>, name: string, all: readonly Asked[]) {
  const flows = all.filter(({ from }) => from === name);
  const input = flows.map(({ to, what }, i) => ({
    ...{ id: String(i), kind: what.protocol.toLowerCase(), host: addresses[to], port: what.port },
    ...{ timeout: 1.5, 'source-port': 20_000 + i },
  }));
  const node = plan.nodes.find((one) => one.name === name)!;
  const argv = ['python3', '-c', flowProgram, '-'];
  const { stdout } = await local.run({ node, argv }, { input: JSON.stringify(input), timeout: 600_000 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; outcome: string })
    .map(({ id, outcome }) => ({ flow: flows[Number(id)]!, outcome }));
}
