/** The DNS service of a cluster: its records and the resolvers of pods show every fact of the list, and nothing else. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compiled, expanded, faultsOf } from '../compiled.ts';

interface Fact {
  id: string;
  records?: readonly string[];
  lines?: readonly string[];
  values?: Readonly<Record<string, string | number>>;
  source: string;
}

const file = new URL('../../facts/kube-dns/records.yaml', import.meta.url);
const facts = parse(readFileSync(file, 'utf8')) as readonly Fact[];

const service = (name: string, spec: object) => ({
  ...{ apiVersion: 'v1', kind: 'Service', metadata: { name } },
  spec,
});
const db = { app: 'db' };
const pg = [{ name: 'pg', port: 5432, targetPort: 'pg' }];

const objects = [
  service('web', {
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ],
  }),
  service('plain', { selector: { app: 'web' }, ports: [{ port: 80 }] }),
  service('db', { clusterIP: 'None', selector: db, ports: pg }),
  service('all', { clusterIP: 'None', selector: db, publishNotReadyAddresses: true }),
  service('none', { clusterIP: 'None', selector: { app: 'nothing' }, ports: pg }),
  service('ext', { type: 'ExternalName', externalName: 'www.example.test.' }),
  // In another namespace than the pod.
  service('spy', { clusterIP: 'None', selector: { 'k8s-app': 'kube-dns' } }),
];

const lab = (dns: unknown = true, more: object = {}) =>
  stringify({
    lab: 'x',
    cluster: {
      ...{
        nodes: 2,
        pods: { node1: ['client', 'db-0', 'db-1'], node2: ['db-2', 'web'] },
        underlay: '172.18.0.0/24',
      },
      network: { plugin: 'flannel', backend: 'host-gw' },
      services: { proxy: 'iptables', 'service-cidr': '10.96.0.0/16', dns },
      objects,
      ...more,
    },
    groups: { db: { labels: db, pod: { ports: { pg: 5433 } } } },
    nodes: {
      'db-0': { group: 'db', pod: { hostname: 'db-0', subdomain: 'db' } },
      'db-1': { group: 'db', pod: { hostname: 'db-1', subdomain: 'other' } },
      'db-2': { group: 'db', pod: { ready: false } },
      web: { labels: { app: 'web' } },
    },
  });

/** The files of kube-dns, by name. */
const filesOf = (text: string) =>
  Object.fromEntries(
    compiled(text).plan.steps.flatMap((step) =>
      step.kind === 'write' && step.id.startsWith('kube-dns/file/etc/kube-dns/')
        ? [[step.id.split('/').at(-1)!, step] as const]
        : [],
    ),
  );

const reversed = (address: string) => address.split('.').reverse().join('.');

/** The records that dnsmasq serves for a line of its configuration. */
function recordsOf(line: string): readonly string[] {
  const [option, rest = ''] = line.split('=');
  const [name = '', ...data] = rest.split(',');
  const ofHost = [`${name} A ${data[0]}`, `${reversed(data[0] ?? '')}.in-addr.arpa PTR ${name}`];
  // dnsmasq derives the PTR record of an address unless another line has it.
  const explicit = lines.some((one) => one.startsWith(`ptr-record=${reversed(data[0] ?? '')}.`));
  const known: Readonly<Record<string, readonly string[]>> = {
    'host-record': explicit ? ofHost.slice(0, 1) : ofHost,
    'ptr-record': [`${name} PTR ${data[0]}`],
    'srv-host': [`${name} SRV ${data[2]} ${data[3]} ${data[1]} ${data[0]}`],
    cname: [`${name} CNAME ${data[0]}`],
    'txt-record': [`${name} TXT ${data[0]}`],
  };
  return known[option ?? ''] ?? [];
}

const placeholders: Readonly<Record<string, string>> = {
  ...{
    zone: 'cluster\\.local',
    ns: 'default|kube-system',
    service: '[a-z-]+',
    ip: '[0-9.]+',
    port: '[a-z-]+',
  },
  ...{ proto: 'tcp|udp', priority: '[0-9]+', weight: '[0-9]+', number: '[0-9]+', name: '[a-z.]+' },
  ...{ host: '[a-z0-9-]+', reverse: '[0-9.]+' },
};

function pattern(text: string): RegExp {
  const seen = new Set<string>();
  const source = text.split(/<(\w+)>/).map((part, i) => {
    if (i % 2 === 0) return part.replaceAll('.', '\\.');
    if (seen.has(part)) return `\\k<${part}>`;
    seen.add(part);
    return `(?<${part}>${placeholders[part]})`;
  });
  return new RegExp(`^${source.join('')}$`);
}

const files = filesOf(lab());
const lines = Object.values(files).flatMap(({ content }) => content.split('\n'));
const records = lines.flatMap(recordsOf);

describe('the records', () => {
  const shown = facts.flatMap((fact) => fact.records ?? []).map(pattern);
  it.each(facts.filter((fact) => fact.records).map((fact) => [fact.id, fact] as const))(
    'show %s',
    (_, fact) =>
      expect(fact.records!.filter((text) => !records.some((record) => pattern(text).test(record)))).toEqual(
        [],
      ),
  );
  it('are all in the specification', () =>
    expect(records.filter((record) => !shown.some((one) => one.test(record)))).toEqual([]));
  it('of a headless service are those of its ready pods', () =>
    expect(files['default.db.service']!.content.split('\n')).toEqual([
      '# Service default/db',
      'ptr-record=3.1.244.10.in-addr.arpa,db-0.db.default.svc.cluster.local',
      'ptr-record=4.1.244.10.in-addr.arpa,10-244-1-4.db.default.svc.cluster.local',
      'host-record=db-0.db.default.svc.cluster.local,10.244.1.3',
      'host-record=10-244-1-4.db.default.svc.cluster.local,10.244.1.4',
      'host-record=db.default.svc.cluster.local,10.244.1.3',
      'host-record=db.default.svc.cluster.local,10.244.1.4',
      'srv-host=_pg._tcp.db.default.svc.cluster.local,db-0.db.default.svc.cluster.local,5433,0,50',
      'srv-host=_pg._tcp.db.default.svc.cluster.local,10-244-1-4.db.default.svc.cluster.local,5433,0,50',
      '',
    ]));
  it('of pods that are not ready are published if the service says so', () =>
    expect(files['default.all.service']!.content).toContain(
      'host-record=all.default.svc.cluster.local,10.244.2.2',
    ));
  it('do not exist without a ready endpoint, and for a pod of another namespace', () =>
    expect(['none', 'spy'].map((name) => files[`default.${name}.service`]!.content)).toEqual([
      '# Service default/none\n',
      '# Service default/spy\n',
    ]));
  it('have no SRV record for a port without a name', () =>
    expect(files['default.plain.service']!.content.split('\n')).toHaveLength(3));
  it('have the line of their service', () => {
    const text = lab();
    const line = (name: string) => text.split('\n').findIndex((one) => one.includes(`name: ${name}`)) - 2;
    expect(['web', 'db', 'ext'].map((name) => files[`default.${name}.service`]!.source.line)).toEqual(
      ['web', 'db', 'ext'].map((name) => line(name)),
    );
  });
});

it('the service, the TTL and the name of an endpoint are those of the facts', () => {
  const valuesOf = (id: string) => facts.find((fact) => fact.id === id)!.values!;
  const { name, namespace } = valuesOf('service');
  expect(records).toContain(`${name}.${namespace}.svc.cluster.local A 10.96.0.10`);
  expect(lines).toContain(`local-ttl=${valuesOf('ttl').ttl}`);
  const dashed = `host-record=${valuesOf('endpoint/dashed').name!.toString().replace('1-2', '1-4')}.db.default.svc.cluster.local`;
  expect(lines.some((line) => line.startsWith(dashed))).toBe(true);
});

describe('the resolver of a pod', () => {
  const resolvers = Object.fromEntries(
    compiled(lab()).plan.steps.flatMap((step) =>
      step.kind === 'write' && step.id.endsWith('/resolv.conf')
        ? [[step.node ?? step.id.split('/')[0], step.content]]
        : [],
    ),
  );
  it('shows the facts', () => {
    const wanted = facts.flatMap((fact) => fact.lines ?? []);
    const found = (resolvers.client as string).trim().split('\n');
    expect(found.map((line, i) => pattern(wanted[i]!).test(line))).toEqual([true, true, true]);
  });
  it('is that of all pods but the DNS pod', () =>
    expect(Object.keys(resolvers).sort()).toEqual(['client', 'db-0', 'db-1', 'db-2', 'web']));
});

it('takes a domain, an address, a TTL, a node and names outside', () => {
  const dns = {
    domain: 'k8s.test',
    address: '10.96.0.53',
    ttl: 5,
    node: 'node2',
    hosts: { 'www.example.test': 'node1' },
  };
  const { content } = filesOf(lab(dns))['dnsmasq.conf']!;
  expect(content).toContain('local-ttl=5\n');
  expect(content).toContain('host-record=www.example.test,172.18.0.11\n');
  const { nodes } = expanded(lab(dns)) as { nodes: Record<string, { nameservers: object }> };
  expect(nodes.client!.nameservers).toMatchObject({
    addresses: ['10.96.0.53'],
    search: ['default.svc.k8s.test', 'svc.k8s.test', 'k8s.test'],
  });
});

it('is absent unless the lab wants it', () => {
  expect(Object.keys(filesOf(lab(false)))).toEqual([]);
});

it('asks for no trust: netlab writes the configuration', () => {
  expect(compiled(lab()).asks()).toEqual([]);
});

describe('refuses', () => {
  it.each([
    [{ node: 'node3' }, {}, 'unknown-node: the cluster has no node "node3"'],
    [{ address: '10.97.0.10' }, {}, 'cluster-ip: 10.97.0.10 is not in the service CIDR 10.96.0.0/16'],
    [{ domain: 'a b' }, {}, 'bad-value: expected a domain name, found "a b"'],
    [
      true,
      { pods: { node1: ['kube-dns'], node2: [] } },
      'duplicate-name: kube-dns is the pod of the DNS service, so no other node can have this name',
    ],
    [
      true,
      { objects: [service('web', { clusterIP: '10.96.0.10', ports: [{ port: 80 }] })] },
      'cluster-ip: kube-dns already has the cluster IP 10.96.0.10',
    ],
    [
      true,
      { objects: [service('ext', { type: 'ExternalName', externalName: 'a\ndhcp-script=/x' })] },
      'bad-value: expected a domain name, found "a\ndhcp-script=/x"',
    ],
  ])('%j %j', (dns, more, fault) => {
    expect(faultsOf(lab(dns, more))).toContain(fault);
  });
});
