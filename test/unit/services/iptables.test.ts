/** The rules of kube-proxy in mode iptables for services of each kind, chain by chain. */
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { hashName } from '../../../src/services/base32.ts';
import { expanded } from '../compiled.ts';

const service = (name: string, spec: object, rest: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'Service', metadata: { name } },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
  ...rest,
});

const pods = { node1: ['web-1', 'web-2', 'client'], node2: ['web-3'] };
const web = (spec: object, rest: object = {}) => service('web', { clusterIP: '10.96.0.10', ...spec }, rest);

interface Options {
  readonly states?: Record<string, object>;
  readonly services?: object;
  readonly node?: string;
}

/** `table chain rule` of every rule that is not there without services. */
function rules(objects: readonly object[], { states = {}, services = {}, node = 'node1' }: Options = {}) {
  const all = (some: readonly object[]) => {
    const { nodes } = expanded(
      stringify({
        lab: 'x',
        cluster: {
          ...{ nodes: 2, pods, underlay: '192.0.2.0/24', network: { plugin: 'flannel' } },
          services: { proxy: 'iptables', 'service-cidr': '10.96.0.0/16', ...services },
          objects: some,
        },
        nodes: Object.fromEntries(
          ['web-1', 'web-2', 'web-3'].map((pod) => [
            ...[pod, { labels: { app: 'web' }, ...(states[pod] ? { pod: states[pod] } : {}) }],
          ]),
        ),
      }),
    ) as unknown as { nodes: Record<string, { iptables: readonly { rule: string }[] }> };
    return nodes[node]!.iptables.map((item) => (typeof item === 'string' ? item : item.rule));
  };
  const base = new Set(all([]));
  return all(objects).filter((rule) => !base.has(rule) && !/-N /.test(rule));
}

/** Rules without comments. */
const plain = (lines: readonly string[]) =>
  lines.map((line) =>
    line
      .replaceAll(/-m comment --comment (".*?"|\S+) ?/g, '')
      .replace('-t nat -A ', '')
      .trim(),
  );

const svc = 'KUBE-SVC-CDGGSHYLG3RE2FKL';
const svl = 'KUBE-SVL-CDGGSHYLG3RE2FKL';
const ext = 'KUBE-EXT-CDGGSHYLG3RE2FKL';
const [one, two, three] = [
  'KUBE-SEP-UIQK3OSOSTRHRPBX',
  'KUBE-SEP-2AZ33KU3V5PGPQZH',
  'KUBE-SEP-4EX2N4PG4ASNZOBF',
];

it.each([
  ['ns1/svc1:p80tcp', 'XPGD46QRK7WJZT7O'],
  ['ns1/svc1:p80tcp10.180.0.1:80', 'SXIVWICOYRO3J4NJ'],
  ['default/nginxtcp', '2CMXP7HKUVJN7L6M'],
  ['kube-system/kube-dns:dnsudp', 'TCOU7JCQXEZGVUNU'],
])('the name of %s is that of kube-proxy', (text, hash) => {
  expect(hashName(text, 16)).toBe(hash);
});

it('a cluster IP with three endpoints', () => {
  expect(rules([web({})])).toEqual([
    `-t nat -A KUBE-SERVICES -m comment --comment "default/web:http cluster IP" -m tcp -p tcp -d 10.96.0.10 --dport 80 -j ${svc}`,
    `-t nat -A ${svc} -m comment --comment "default/web:http cluster IP" -m tcp -p tcp -d 10.96.0.10 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ`,
    `-t nat -A ${svc} -m comment --comment "default/web:http -> 10.244.1.2:8080" -m statistic --mode random --probability 0.3333333333 -j ${one}`,
    `-t nat -A ${svc} -m comment --comment "default/web:http -> 10.244.1.3:8080" -m statistic --mode random --probability 0.5000000000 -j ${two}`,
    `-t nat -A ${svc} -m comment --comment "default/web:http -> 10.244.2.2:8080" -j ${three}`,
    ...[
      [one, '10.244.1.2'],
      [two, '10.244.1.3'],
      [three, '10.244.2.2'],
    ].flatMap(([chain, ip]) => [
      `-t nat -A ${chain} -m comment --comment default/web:http -s ${ip} -j KUBE-MARK-MASQ`,
      `-t nat -A ${chain} -m comment --comment default/web:http -m tcp -p tcp -j DNAT --to-destination ${ip}:8080`,
    ]),
  ]);
});

describe('a node port', () => {
  const nodePort = {
    type: 'NodePort',
    ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }],
  };

  it('of policy Cluster is masqueraded', () => {
    const lines = plain(rules([web(nodePort)]));
    expect(lines).toContain(`KUBE-NODEPORTS -m tcp -p tcp --dport 30080 -j ${ext}`);
    expect(lines.filter((line) => line.startsWith(ext))).toEqual([
      `${ext} -j KUBE-MARK-MASQ`,
      `${ext} -j ${svc}`,
    ]);
  });

  it('of policy Local leads others to endpoints of the node', () => {
    const lines = plain(rules([web({ ...nodePort, externalTrafficPolicy: 'Local' })], { node: 'node2' }));
    expect(lines.filter((line) => line.startsWith(ext))).toEqual([
      `${ext} -s 10.244.0.0/16 -j ${svc}`,
      `${ext} -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ`,
      `${ext} -m addrtype --src-type LOCAL -j ${svc}`,
      `${ext} -j ${svl}`,
    ]);
    expect(lines.filter((line) => line.startsWith(svl))).toEqual([`${svl} -j ${three}`]);
  });

  it('of policy Local without an endpoint on the node is dropped', () => {
    const states = { 'web-3': { ready: false } };
    const lines = rules([web({ ...nodePort, externalTrafficPolicy: 'Local' })], { node: 'node2', states });
    expect(lines.filter((line) => line.includes('-j DROP'))).toEqual([
      '-A KUBE-EXTERNAL-SERVICES -m comment --comment "default/web:http has no local endpoints" -m addrtype --dst-type LOCAL -m tcp -p tcp --dport 30080 -j DROP',
    ]);
    expect(lines.filter((line) => line.includes(svl))).toEqual([]);
  });

  it('without any endpoint is rejected, and has no rule in nat', () => {
    const states = Object.fromEntries(['web-1', 'web-2', 'web-3'].map((pod) => [pod, { ready: false }]));
    expect(rules([web(nodePort)], { states })).toEqual([
      '-A KUBE-SERVICES -m comment --comment "default/web:http has no endpoints" -m tcp -p tcp -d 10.96.0.10 --dport 80 -j REJECT',
      '-A KUBE-EXTERNAL-SERVICES -m comment --comment "default/web:http has no endpoints" -m addrtype --dst-type LOCAL -m tcp -p tcp --dport 30080 -j REJECT',
    ]);
  });
});

describe('a load balancer', () => {
  const status = { loadBalancer: { ingress: [{ ip: '203.0.113.10' }] } };
  const balanced = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false };

  it('with source ranges drops all other sources', () => {
    const ranges = { loadBalancerSourceRanges: ['198.51.100.0/24', '192.0.2.0/24'] };
    const lines = plain(rules([web({ ...balanced, ...ranges }, { status })]));
    const firewall = 'KUBE-FW-CDGGSHYLG3RE2FKL';
    expect(lines).toContain(`KUBE-SERVICES -m tcp -p tcp -d 203.0.113.10 --dport 80 -j ${firewall}`);
    // node1 itself is in a range, so its own packets to the address pass, too.
    expect(lines.filter((line) => line.startsWith(firewall))).toEqual([
      `${firewall} -s 198.51.100.0/24 -j ${ext}`,
      `${firewall} -s 192.0.2.0/24 -j ${ext}`,
      `${firewall} -s 203.0.113.10 -j ${ext}`,
      firewall,
    ]);
    expect(lines).toContain('-A KUBE-PROXY-FIREWALL -m tcp -p tcp -d 203.0.113.10 --dport 80 -j DROP');
  });

  it('that is a proxy has no rules', () => {
    const proxied = { loadBalancer: { ingress: [{ ip: '203.0.113.10', ipMode: 'Proxy' }] } };
    expect(rules([web(balanced, { status: proxied })])).toEqual(rules([web({})]));
  });

  it('of policy Local has a port for health checks', () => {
    const local = { ...balanced, externalTrafficPolicy: 'Local', healthCheckNodePort: 32000 };
    expect(rules([web(local, { status })])).toContain(
      '-A KUBE-NODEPORTS -m comment --comment "default/web:http health check node port" -m tcp -p tcp --dport 32000 -j ACCEPT',
    );
  });
});

it('session affinity comes before the random choice, and is refreshed by each new connection', () => {
  const lines = plain(rules([web({ sessionAffinity: 'ClientIP' })]));
  expect(lines.filter((line) => line.startsWith(`${svc} -m recent`))).toEqual(
    [one, two, three].map(
      (name) => `${svc} -m recent --name ${name} --rcheck --seconds 10800 --reap -j ${name}`,
    ),
  );
  expect(lines).toContain(
    `${one} -m recent --name ${one} --set -m tcp -p tcp -j DNAT --to-destination 10.244.1.2:8080`,
  );
});

describe('endpoints', () => {
  const chosen = (states: Record<string, object>, spec: object = {}) =>
    plain(rules([web(spec)], { states }))
      .filter((line) => line.includes('--to-destination'))
      .map((line) => line.split(' ').at(-1));
  const terminating = { terminating: true };

  it.each([
    ['ready ones only', { 'web-1': { ready: false } }, ['10.244.1.3:8080', '10.244.2.2:8080']],
    ['not terminating ones', { 'web-1': terminating }, ['10.244.1.3:8080', '10.244.2.2:8080']],
    [
      'terminating ones that still serve, if none is ready',
      { 'web-1': terminating, 'web-2': { ready: false }, 'web-3': { ...terminating, ready: false } },
      ['10.244.1.2:8080'],
    ],
  ])('%s', (_, states, expected) => {
    expect(chosen(states)).toEqual(expected);
  });

  it('pods that are not ready, if the service publishes them', () => {
    const states = { 'web-1': { ready: false } };
    expect(chosen(states, { publishNotReadyAddresses: true })).toHaveLength(3);
  });

  it('by the name of the port', () => {
    const ports = { ports: [{ name: 'http', port: 80, targetPort: 'web' }] };
    expect(chosen({ 'web-1': { ports: { web: 8081 } } }, ports)).toEqual(['10.244.1.2:8081']);
  });

  it('of the node alone, with internalTrafficPolicy: Local', () => {
    const lines = plain(rules([web({ internalTrafficPolicy: 'Local' })], { node: 'node2' }));
    expect(lines.filter((line) => line.includes('--to-destination'))).toHaveLength(1);
    expect(lines).toContain(`KUBE-SERVICES -m tcp -p tcp -d 10.96.0.10 --dport 80 -j ${svl}`);
  });
});

it('masquerade-all masquerades the connections of pods, too', () => {
  expect(plain(rules([web({})], { services: { 'masquerade-all': true } }))).toContain(
    `${svc} -m tcp -p tcp -d 10.96.0.10 --dport 80 -j KUBE-MARK-MASQ`,
  );
});

it('cluster-cidr is the prefix of connections that keep their source', () => {
  const services = { 'cluster-cidr': '10.0.0.0/8' };
  const lines = plain(rules([web({ type: 'NodePort', externalTrafficPolicy: 'Local' })], { services }));
  expect(lines).toContain(`${svc} -m tcp -p tcp -d 10.96.0.10 --dport 80 ! -s 10.0.0.0/8 -j KUBE-MARK-MASQ`);
  expect(lines).toContain(`${ext} -s 10.0.0.0/8 -j ${svc}`);
});

it('headless services and ExternalName have no rules', () => {
  const headless = web({ clusterIP: 'None' });
  const external = {
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } },
    spec: { type: 'ExternalName', externalName: 'www.example.com' },
  };
  expect(rules([headless, external])).toEqual([]);
});

it('missing addresses and node ports are numbered, around those that are given', () => {
  const port = { ports: [{ port: 80 }], type: 'NodePort' };
  const lines = plain(
    rules([
      service('a', { ...port, selector: { app: 'web' } }),
      web({ clusterIP: '10.96.0.11', ports: [{ port: 80, nodePort: 30000 }], type: 'NodePort' }),
      service('b', { ...port, selector: { app: 'web' } }),
    ]),
  );
  const addresses = lines.flatMap((line) => /KUBE-SERVICES .*-d (\S+)/.exec(line)?.[1] ?? []);
  const ports = lines.flatMap((line) => /KUBE-NODEPORTS .*--dport (\d+)/.exec(line)?.[1] ?? []);
  expect(addresses).toEqual(['10.96.0.12', '10.96.0.11', '10.96.0.13']);
  expect(ports).toEqual(['30001', '30000', '30002']);
});
