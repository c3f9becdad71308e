/** A service as the destination of a check. */
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compiled, expanded, faultsOf } from '../compiled.ts';

const service = (name: string, spec: object) => ({
  ...{ apiVersion: 'v1', kind: 'Service', metadata: { name } },
  spec: { selector: { app: 'web' }, ...spec },
});

const lab = (...verify: readonly object[]) =>
  stringify({
    lab: 'x',
    cluster: {
      ...{ nodes: 1, pods: { node1: ['client', 'web-1'] }, underlay: '172.18.0.0/24' },
      network: { plugin: 'flannel' },
      services: { proxy: 'iptables', 'service-cidr': '10.96.0.0/16', dns: true },
      objects: [
        service('web', { ports: [{ port: 80, targetPort: 8080 }] }),
        service('both', {
          ports: [
            { name: 'http', port: 80 },
            { name: 'admin', port: 81 },
          ],
        }),
        service('db', { clusterIP: 'None' }),
      ],
    },
    nodes: { 'web-1': { labels: { app: 'web' }, serve: ['8080/http'] } },
    verify,
  });

const checks = (...verify: readonly object[]) => (expanded(lab(...verify)) as { verify: object[] }).verify;
const from = 'client';

it.each([
  [{ http: { from, to: 'service/web' } }, { http: { from, to: '10.96.0.11', port: '80' } }],
  [
    { tcp: { from, to: 'web.default.svc', flows: 5 } },
    { tcp: { from, to: '10.96.0.11', flows: '5', port: '80' } },
  ],
  [{ tcp: { from, to: ['service/both:admin'] } }, { tcp: { from, to: ['10.96.0.12'], port: '81' } }],
  [{ tcp: { from, to: 'service/both', port: 80 } }, { tcp: { from, to: '10.96.0.12', port: '80' } }],
  [{ ping: { from, to: 'service/web' } }, { ping: { from, to: '10.96.0.11' } }],
  [
    { dns: { from, name: 'web', server: 'kube-dns.kube-system.svc' } },
    { dns: { from, name: 'web', server: '10.96.0.10' } },
  ],
])('%j', (written, resolved) => {
  expect(checks(written)).toEqual([resolved]);
});

it('in a control and under while', () => {
  expect(
    checks(
      { tcp: { from, to: 'web-1', port: 81, expect: 'refused', control: { to: 'service/web', port: 80 } } },
      { capture: { at: 'client:eth0', filter: 'tcp', while: { http: { from, to: 'service/web' } } } },
    ),
  ).toMatchObject([
    { tcp: { control: [{ to: '10.96.0.11', port: '80' }] } },
    { capture: { while: { http: { to: '10.96.0.11', port: '80' } } } },
  ]);
});

it('compiles', () => {
  expect(compiled(lab({ http: { from, to: 'service/web' } })).lab.checks[0]!.title).toBe(
    'client -> 10.96.0.11 port 80',
  );
});

describe('refuses', () => {
  it.each([
    ['service/wbe', 'unknown-service: the cluster has no service "default/wbe"'],
    ['service/db', 'no-address: default/db has no cluster IP: write the pods, or ask for its name with dns'],
    ['service/both:x', 'unknown-port: default/both has no port "x"'],
  ])('%s', (to, fault) => {
    expect(faultsOf(lab({ tcp: { from, to } }))).toEqual([fault]);
  });
});
