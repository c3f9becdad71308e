/** Events of pods in a cluster with kube-proxy in mode nftables: rules are compared with what nft prints for the changed plan. */
import { afterEach, expect, it } from 'vitest';
import { readDrift } from '../../../src/drift/drift.ts';
import { local } from '../../../src/places/local.ts';
import { bench, told } from './bench.ts';

const lab = bench(
  'vnftevents',
  `lab: vnftevents
cluster:
  nodes: 1
  pods: { node1: [client, web-1, web-2] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel, backend: host-gw }
  services: { proxy: nftables, service-cidr: 10.96.0.0/16 }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.10, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
nodes:
  "web-*": { labels: { app: web }, serve: [8080/http] }`,
);

const http = 'from: client, to: 10.96.0.10, port: 80';
const ask = async (check: string) => (await lab.check(`  - ${check}`)).map(told);

afterEach(async () => {
  expect((await readDrift(lab.compiled('  []').plan, local)).found).toEqual([]);
});

it('a pod that is not ready gets no connections', async () => {
  const before = 'before: { expect: { by: [web-1, web-2] } }';
  expect(
    await ask(
      `http: { ${http}, flows: 40, ${before}, event: { pod: web-1, becomes: not-ready }, expect: { by: web-2 } }`,
    ),
  ).toEqual(['pass']);
});

it('a service without pods refuses', async () => {
  const events = 'event: [{ pod: web-1, becomes: deleted }, { pod: web-2, becomes: not-ready }]';
  expect(await ask(`http: { ${http}, before: {}, ${events}, expect: refused }`)).toEqual(['pass']);
});
