// A short lab cannot ask for rules that take minutes to write.
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { faultsOf } from '../compiled.ts';

const lab = (services: number, nodes: number, pods: number): string =>
  stringify({
    lab: 'x',
    cluster: {
      ...{ nodes, pods, underlay: '10.0.0.0/16', 'pod-cidr': '10.128.0.0/9', network: { plugin: 'flannel' } },
      services: { proxy: 'iptables' },
      objects: Array.from({ length: services }, (_, i) => ({
        ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: `s${i}` } },
        spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
      })),
    },
    groups: { pods: { labels: { app: 'web' } } },
  });

it.each([
  [2000, 40, 1, '2000 service ports with 80000 endpoints on 40 nodes'],
  [2000, 100, 100, '2000 service ports with 20000000 endpoints on 100 nodes'],
])('%i services on %i nodes with %i pods each', (services, nodes, pods, said) => {
  expect(faultsOf(lab(services, nodes, pods))).toContain(
    `cluster-too-large: ${said} are too many rules for a lab`,
  );
});
