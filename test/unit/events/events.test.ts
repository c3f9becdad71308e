// The effect of events on a plan. It is compiled beforehand, so its commands are known.
import { expect, test } from 'vitest';
import { eventsJson } from '../../../src/cli/verbs/plan/events.ts';
import { compiled } from '../compiled.ts';

const lab = (proxy: string, check: string) => `
lab: x
cluster:
  nodes: 1
  pods: { node1: [client, web-1, web-2] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel }
  services: { proxy: ${proxy}, service-cidr: 10.96.0.0/16 }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: dns }
      spec: { clusterIP: 10.96.0.10, selector: { app: dns }, ports: [{ protocol: UDP, port: 53 }] }
nodes: { "web-*": { labels: { app: dns }, serve: [53/udp] } }
verify:
  - udp: { from: client, to: 10.96.0.10, port: 53, ${check} }
`;

const changes = (check: string, proxy = 'iptables') =>
  eventsJson(compiled(lab(proxy, check)).lab.checks, undefined).events ?? [];
const conntrack = `ip netns exec x.node1 sh -c 'conntrack -D -p udp "$@" || [ $? = 1 ]' sh --orig-dst 10.96.0.10 --orig-port-dst 53 --reply-src`;

test.each(['iptables', 'nftables'])('a pod that is not ready is no endpoint: %s', (proxy) => {
  const [change, ...more] = changes('event: { pod: web-1, becomes: not-ready }', proxy);
  expect(more).toEqual([]);
  expect(change!.title).toBe('pod web-1 becomes not-ready');
  expect(change!.removed.some((line) => line.includes('10.244.1.3'))).toBe(true);
  expect(change!.added.join()).not.toContain('10.244.1.3');
  expect(change!.first).toEqual([]);
  expect(change!.last).toEqual([`${conntrack} 10.244.1.3`]);
});

test('kube-proxy leaves conntrack entries if it is told so, and those of a pod that still serves', () => {
  expect(changes('event: { pod: web-1, becomes: not-ready, conntrack: keep }')[0]!.last).toEqual([]);
  expect(changes('event: { pod: web-1, becomes: terminating }')[0]!.last).toEqual([]);
});

test('a deleted pod also loses its processes and interfaces', () => {
  const [change] = changes('event: { pod: web-1, becomes: deleted }');
  expect(change!.first[0]).toContain('kill -KILL');
  expect(change!.first[1]).toBe('ip -n x.web-1 link set dev eth0 down');
  expect(change!.last).toEqual([`${conntrack} 10.244.1.3`]);
});

test.each(['ready', 'not-ready'])(
  'a deleted pod that is %s again has its processes and interfaces',
  (becomes) => {
    const [gone, again] = changes(
      `event: [{ pod: web-1, becomes: deleted }, { pod: web-1, becomes: ${becomes} }]`,
    );
    const ofPod = (lines: readonly string[]) => lines.filter((line) => line.includes('x.web-1 ')).sort();
    expect(ofPod(gone!.removed).length).toBeGreaterThan(0);
    expect(ofPod(again!.added)).toEqual(ofPod(gone!.removed));
  },
);

test('each event of a list adds to those before it', () => {
  const list = changes(
    'event: [{ pod: web-1, becomes: not-ready }, { pod: web-2, becomes: not-ready }, { pod: web-1, becomes: ready }]',
  );
  expect(list.map(({ title }) => title)).toEqual([
    'pod web-1 becomes not-ready',
    'pod web-2 becomes not-ready',
    'pod web-1 becomes ready',
  ]);
  expect(list[1]!.added.join()).toContain('REJECT');
  expect(list[2]!.removed.join()).toContain('REJECT');
});

test('processes and interfaces change by command', () => {
  const [process] = changes('event: { process: web-1/serve, is: ended }');
  expect(process).toMatchObject({ removed: [], added: [], last: [] });
  expect(process!.first).toEqual([expect.stringContaining('web-1/serve is not running')]);
  const [link] = changes('event: { link: "node1:cni0", is: down }');
  expect(link!.first).toEqual(['ip -n x.node1 link set dev cni0 down']);
});

test('the check names its events, runs alone, and needs conntrack', () => {
  const [check] = compiled(lab('iptables', 'event: { pod: web-1, becomes: not-ready }')).lab.checks;
  expect(check).toMatchObject({ alone: true, tools: ['python3', 'conntrack'] });
  expect(check!.title).toBe('client -> 10.96.0.10 port 53, after pod web-1 becomes not-ready');
});
