/**
 * Mistakes with names and ports of services, from public problem reports. Each is one change of a working lab. The check that shows it
 * fails. Where packets are lost or refused, verify prints the cause. Where an answer is only other than expected, it prints the answer.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { netlab } from '../cli/run-netlab.ts';

const lab = `lab: names
cluster:
  nodes: 2
  pods: { node1: [client, web-1], node2: [web-2, db-0] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel, backend: host-gw }
  services: { proxy: iptables, service-cidr: 10.96.0.0/16, dns: { hosts: { www.example.test: router } } }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.11, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
    - apiVersion: v1
      kind: Service
      metadata: { name: db }
      spec: { clusterIP: None, selector: { app: db } }
nodes:
  "web-*": { labels: { app: web }, serve: [8080/http] }
  db-0: { labels: { app: db } }
verify:
  - http: { from: client, to: service/web, flows: 40, expect: { by: [web-1, web-2] } }
  - dns: { from: client, name: db, expect: { addresses: db-0, queries: 1 } }
  - dns: { from: client, name: www.example.test., expect: { addresses: router, queries: 1 } }
`;

interface Mistake {
  readonly title: string;
  readonly texts: readonly [text: string, other: string];
  /** The beginning of the id of the check that fails. */
  readonly check: string;
  readonly saw: RegExp;
  /** The cause that verify prints. */
  readonly why: RegExp;
}

const asPlanned = /^Everything that the plan makes is there/;

const mistakes: readonly Mistake[] = [
  {
    title: 'targetPort is not the port on which the process listens',
    texts: ['targetPort: 8080', 'targetPort: 8081'],
    check: 'http/client/10.96.0.11/80',
    saw: /refused/,
    why: /8081/,
  },
  {
    title:
      'a client with one connection reaches one pod: kube-proxy selects a pod for a connection, not for a request',
    texts: [
      'flows: 40, expect: { by: [web-1, web-2] }',
      'keep-alive: 40, expect: { spread: { web-1: { min: 1 }, web-2: { min: 1 } } }',
    ],
    check: 'http/client/10.96.0.11/80',
    saw: /40 .*web-[12]/,
    why: asPlanned,
  },
  {
    title: 'a name outside the cluster without its final dot is searched first',
    texts: ['name: www.example.test.,', 'name: www.example.test,'],
    check: 'dns/client/www.example.test/A',
    saw: /4 queries: www\.example\.test\.default\.svc\.cluster\.local NXDOMAIN, /,
    why: asPlanned,
  },
  {
    title: 'a headless name does not exist while its pods are not ready',
    texts: ['db-0: { labels: { app: db } }', 'db-0: { labels: { app: db }, pod: { ready: false } }'],
    check: 'dns/client/db/A',
    saw: /^NXDOMAIN/,
    why: asPlanned,
  },
];

const folder = mkdtempSync(join(tmpdir(), 'netlab-names-'));
const file = join(folder, 'lab.yaml');

beforeAll(() => {
  buildBundle();
  return () => {
    rmSync(folder, { recursive: true });
  };
});

afterEach(() => {
  expect(netlab('down', 'names')).toMatchObject({ exit: 0 });
});

function up(text: string): void {
  writeFileSync(file, text);
  expect(netlab('up', file, '--quiet')).toMatchObject({ exit: 0 });
}

it('the lab without a mistake passes', () => {
  up(lab);
  expect(netlab('verify', 'names', '--quiet')).toMatchObject({ exit: 0 });
});

it.each(mistakes)('$title', ({ texts: [text, other], check, saw, why }) => {
  expect(lab).toContain(text);
  up(lab.replace(text, other));
  const report = JSON.parse(netlab('verify', 'names', '--json').stdout);
  const failed = report.checks.filter(({ status }: { status: string }) => status === 'fail');
  expect(failed).toHaveLength(1);
  expect(failed[0].id).toMatch(new RegExp(`^${check.replaceAll('.', '\\.')}`));
  expect(failed[0].saw).toMatch(saw);
  expect(failed[0].look.why).toMatch(why);
});
