/** Events change a lab that is up, the check sees the change, and afterwards the lab is as planned. */
import { afterEach, expect, it } from 'vitest';
import { findJournal } from '../../../src/apply/journal.ts';
import { readDrift } from '../../../src/drift/drift.ts';
import { runChecks } from '../../../src/engine/run-checks.ts';
import { local } from '../../../src/places/local.ts';
import { bench, told } from './bench.ts';

const lab = bench(
  'vevents',
  `lab: vevents
cluster:
  nodes: 2
  pods: { node1: [client], node2: [web-1, web-2, old, new] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel, backend: host-gw }
  services: { proxy: iptables, service-cidr: 10.96.0.0/16 }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        clusterIP: 10.96.0.10
        selector: { app: web }
        ports: [{ name: http, port: 80, targetPort: 8080 }, { name: dns, protocol: UDP, port: 53 }]
    - apiVersion: v1
      kind: Service
      metadata: { name: dns }
      spec: { clusterIP: 10.96.0.53, selector: { app: dns }, ports: [{ protocol: UDP, port: 53 }] }
nodes:
  "web-*": { labels: { app: web }, serve: [8080/http, 53/udp] }
  old: { labels: { app: dns }, serve: [53/udp] }
  new: { labels: { app: dns }, serve: [53/udp], pod: { ready: false } }`,
);

const http = 'from: client, to: 10.96.0.10, port: 80';
const ask = async (check: string, signal = new AbortController().signal) => {
  const { plan, lab: found } = lab.compiled(`  - ${check}`);
  const { checks } = await runChecks(plan, found.checks, local, { signal });
  return checks.map(told);
};
const drift = async () => (await readDrift(lab.compiled('  []').plan, local)).found;
const recorded = async () => {
  const found = await findJournal(local, 'vevents');
  return found.kind === 'journal' ? found.journal.event : found;
};

afterEach(async () => {
  expect(await drift()).toEqual([]);
  expect(await recorded()).toBeUndefined();
});

it('a pod that is not ready gets no connections', async () => {
  const before = 'before: { expect: { by: [web-1, web-2] } }';
  const check = `http: { ${http}, flows: 40, ${before}, event: { pod: web-1, becomes: not-ready }, expect: { by: web-2 } }`;
  expect(await ask(check)).toEqual(['pass']);
});

it('a service without pods refuses', async () => {
  const events =
    'event: [{ pod: web-1, becomes: deleted }, { pod: web-2, becomes: not-ready }], expect: refused';
  expect(await ask(`http: { ${http}, before: {}, ${events} }`)).toEqual(['pass']);
});

it('a process ends, and an interface goes down', async () => {
  expect(
    await ask(
      'tcp: { from: client, to: web-1, port: 8080, before: {}, event: { process: web-1/serve, is: ended }, expect: refused }',
    ),
  ).toEqual(['pass']);
  expect(
    await ask(
      'ping: { from: client, to: web-1, before: {}, event: { link: "node1:eth0", is: down }, expect: unreachable }',
    ),
  ).toEqual(['pass']);
});

it('a UDP client keeps its pod only if kube-proxy leaves the conntrack entry', async () => {
  const udp = (port: number, to: string, event: string) =>
    `udp: { from: client, to: 10.96.0.10, port: 53, source-port: ${port}, before: {}, event: [{ pod: web-1, becomes: not-ready${event} }, { pod: web-2, becomes: not-ready${event} }], ${to} }`;
  expect(await ask(udp(9001, 'expect: ok', ', conntrack: keep'))).toEqual(['pass']);
  expect(await ask(udp(9002, 'expect: refused', ''))).toEqual(['pass']);
});

it('a failed check names its cause in the changed lab, and the lab is put back', async () => {
  const [said] = await ask(
    'tcp: { from: client, to: web-1, port: 8080, within: 1, event: { process: web-1/serve, is: ended } }',
  );
  expect(said).toMatch(/^fail: refused.*web-1/);
});

it('a client that keeps the entry of a deleted pod: the cause is the entry', async () => {
  const gone = 'event: [{ pod: new, becomes: ready }, { pod: old, becomes: deleted, conntrack: keep }]';
  const [said] = await ask(
    `udp: { from: client, to: 10.96.0.53, port: 53, source-port: 9003, before: { expect: { by: old } }, ${gone}, within: 1 }`,
  );
  expect(said).toMatch(/^fail: no reply \| an old entry in the connection tracking of node1/);
});

it('what was different before stays different', async () => {
  lab.type(
    'node2',
    'ip route add 203.0.113.0/24 via 172.18.0.11 && iptables -t nat -I POSTROUTING -s 198.51.100.9',
  );
  try {
    expect(
      await ask(
        `http: { ${http}, flows: 20, event: { pod: web-1, becomes: not-ready }, expect: { by: web-2 } }`,
      ),
    ).toEqual(['pass']);
    expect(await drift()).toHaveLength(2);
  } finally {
    lab.type('node2', 'ip route del 203.0.113.0/24; iptables -t nat -D POSTROUTING -s 198.51.100.9');
  }
});

it('an interruption puts the lab back', async () => {
  const stop = new AbortController();
  const check = `http: { ${http}, flows: 20, within: 600, event: { pod: web-1, becomes: not-ready }, expect: { by: web-1 } }`;
  const running = ask(check, stop.signal);
  const chain = () => lab.type('node2', 'iptables -t nat -S');
  while (chain().includes('10.244.2.2:8080')) await new Promise((resolve) => setTimeout(resolve, 20));
  stop.abort();
  await expect(running).rejects.toThrow();
});

const stream = 'from: client, to: 10.96.0.53, port: 53, interval: 0.05';
const handOver = 'event: [{ pod: new, becomes: ready }, { pod: old, becomes: deleted }]';

it('a stream counts what is lost while its events happen, and names who replies', async () => {
  expect(
    await ask(`stream: { ${stream}, ${handOver}, expect: { by: [old, new], lost: { max: 600 } } }`),
  ).toEqual(['pass']);
  const [said] = await ask(`stream: { ${stream}, within: 5, ${handOver}, expect: { by: [old] } }`);
  expect(said).toMatch(/^fail: \d+ of \d+ packets lost; old replied, then new from packet \d+/);
});

it('a capture sees the packets of the event', async () => {
  const both = '[{ src: client, dst: old, dst-port: 53 }, { src: client, dst: new, dst-port: 53 }]';
  expect(
    await ask(
      `capture: { at: "node1:eth0", filter: udp, ${handOver}, while: { stream: { ${stream}, expect: { by: [old, new] } } }, expect: { any: ${both} } }`,
    ),
  ).toEqual(['pass']);
});

it('a stream that never recovers fails with the cause, and later events are not made', async () => {
  const dead = 'event: [{ pod: new, becomes: ready }, { pod: old, becomes: deleted, conntrack: keep }';
  const [said] = await ask(`stream: { ${stream}, within: 4, ${dead}, { process: new/serve, is: ended }] }`);
  expect(said).toMatch(/^fail: .*old replied; \d+ more without a reply/);
});

it('a stream without replies before its event makes none', async () => {
  const [said] = await ask(
    'stream: { from: client, to: 10.96.0.10, port: 9, within: 1, event: { pod: web-1, becomes: not-ready } }',
  );
  expect(said).toMatch(/^fail: before the event, no steady replies: no reply to \d+ packets/);
});

it('an interrupted stream puts the lab back', async () => {
  const stop = new AbortController();
  const running = ask(
    `stream: { ${stream}, within: 600, event: { pod: old, becomes: deleted }, expect: { by: [old, new] } }`,
    stop.signal,
  );
  const rejected = expect(running).rejects.toThrow();
  while (lab.type('old', 'ip link show eth0').includes('UP'))
    await new Promise((resolve) => setTimeout(resolve, 20));
  stop.abort();
  await rejected;
});
