/** The judgement of recorded answers, errors of the check, and the resolver's file. */
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/base/diagnostic.ts';
import { compile } from '../../../src/engine/compile.ts';
import { judgeDns } from '../../../src/probes/dns/judge.ts';

const yaml = (check: string, more = '') => `lab: names
about: A client and a server.
nodes:
  client: { nameservers: { addresses: [server, 2001:db8::53], search: [a.test, b.test], options: [ndots:5, rotate] }${more} }
  server: {}
links:
  - { endpoints: [client:eth0, server:eth0], ipv4: [192.0.2.2/24, 192.0.2.53/24] }
verify: [${check}]
`;
const compiled = (check: string, more?: string) => compile(Buffer.from(yaml(check, more)), 'lab.yaml');
const refused = (check: string) => {
  try {
    compiled(check);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostics.map(({ code, message }) => `${code}: ${message}`);
    throw error;
  }
};
const dns = (more: string) => `{ dns: { from: client, ${more} } }`;

const file = 'search a.test b.test\nnameserver 192.0.2.53\nnameserver 2001:db8::53\noptions ndots:5 rotate\n';

const titles = (...checks: string[]) =>
  checks.map((check) =>
    compiled(check)
      .lab.checks.map(({ title }) => title)
      .join(),
  );

it('prints addresses in titles', () =>
  expect(
    titles(
      '{ dns: { from: client, name: "$(server:eth0)", type: PTR, server: $(server) } }',
      '{ ping: { from: client, to: $(server:eth0) } }',
      '{ capture: { at: "client:eth0", filter: host $(server), while: { ping: { from: client, to: server } }, expect: { any: [{}] } } }',
      '{ rule-counter: { at: client, chain: INPUT, rule: -s $(server), while: { ping: { from: client, to: server } } } }',
    ),
  ).toEqual([
    'client 192.0.2.53 PTR @192.0.2.53',
    'client -> 192.0.2.53',
    'client:eth0 host 192.0.2.53',
    'client filter INPUT -s 192.0.2.53',
  ]));

describe('nameservers', () => {
  const written = (more?: string) =>
    compiled('', more).plan.steps.flatMap((step) =>
      step.kind === 'write' && step.path.endsWith('/resolv.conf') ? [[step.path, step.content]] : [],
    );
  it('become the resolv.conf of the node', () =>
    expect(written()).toEqual([['/etc/netns/names.client/resolv.conf', file]]));
  it('are copied for a node with files of its own', () =>
    expect(written(', files: { /etc/x: y }')).toEqual([
      ['/run/netlab/names/node/client/upper/etc/resolv.conf', file],
      ['/etc/netns/names.client/resolv.conf', file],
    ]));
  it('are refused if resolv.conf would mean something else', () => {
    const one = (setting: string) =>
      refused('').concat(
        (() => {
          try {
            compile(Buffer.from(`lab: x\nnodes: { red: { nameservers: ${setting} } }\n`), 'lab.yaml');
            return [];
          } catch (error) {
            if (error instanceof Refusal) return error.diagnostics.map(({ message }) => message);
            throw error;
          }
        })(),
      );
    expect(one('{ addresses: [192.0.2.1], search: ["a b"] }')).toEqual([
      'expected a domain name, found "a b"',
    ]);
    expect(one('{ addresses: [192.0.2.1], options: ["ndots:5\\nx"] }')[0]).toMatch(/^expected an option/);
    expect(one('{ addresses: [] }')).toHaveLength(1);
  });
});

describe('checks', () => {
  it.each([
    ['name: web', 'client web A', 'an answer'],
    ['name: web, server: server, expect: NXDOMAIN', 'client web A @server', 'NXDOMAIN'],
    ['name: web, expect: { addresses: server, queries: 1 }', 'client web A', '192.0.2.53, 1 query'],
    ['name: web, expect: { ttl: { max: 30 } }', 'client web A', 'TTL 0 to 30'],
  ])('%s', (more, title, expected) => {
    const [check] = compiled(dns(more)).lab.checks;
    expect([check!.title, check!.expected]).toEqual([title, expected]);
  });
  it.each([
    ['192.0.2.9', '9.2.0.192.in-addr.arpa.'],
    ['2001:db8::1', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.'],
    ['$(server)', '53.2.0.192.in-addr.arpa.'],
  ])('the name of the PTR record of %s', (name, reversed) => {
    const [check] = compiled(dns(`name: "${name}", type: PTR`)).lab.checks;
    expect(check!.spec).toMatchObject({ name: reversed });
  });
  it.each([
    ['name: web, expect: timeout', 'no-control'],
    ['name: web, expect: { status: NXDOMAIN, addresses: server }', 'records-without-answer'],
    ['name: web, expect: { status: NODATA, ttl: 5 }', 'records-without-answer'],
  ])('%s is refused', (more, code) => expect(refused(dns(more))[0]).toMatch(new RegExp(`^${code}:`)));
});

describe('judgement', () => {
  const query = (status: string) => ({ name: 'web', server: '192.0.2.53', status });
  const answer = (status: string, ...answers: { type: string; data: string; ttl?: number }[]) => ({
    ...{ status, server: '192.0.2.53', queries: [query('NXDOMAIN'), query(status)], answers },
  });
  const a = (data: string) => ({ type: 'A', data });
  it.each([
    [answer('NOERROR', a('10.0.0.2'), a('10.0.0.1')), { addresses: ['10.0.0.1', '10.0.0.2'] }, 'pass'],
    [answer('NOERROR', a('10.0.0.1')), { addresses: ['10.0.0.1', '10.0.0.2'] }, 'fail'],
    [answer('NOERROR', { type: 'CNAME', data: 'x' }, a('10.0.0.1')), { addresses: ['10.0.0.1'] }, 'pass'],
    [answer('NOERROR', a('10.0.0.1')), { queries: { min: 2, max: 2 } }, 'pass'],
    [answer('NOERROR', a('10.0.0.1')), { queries: { min: 1, max: 1 } }, 'fail'],
    [answer('NOERROR', { ...a('10.0.0.1'), ttl: 30 }), { ttl: { min: 30, max: 30 } }, 'pass'],
    [answer('NOERROR', { ...a('10.0.0.1'), ttl: 29 }), { ttl: { min: 30, max: 30 } }, 'fail'],
    [answer('NXDOMAIN'), {}, 'fail'],
  ])('%j %j: %s', (found, fields, status) =>
    expect(judgeDns(found, { type: 'A', expect: { status: 'NOERROR', ...fields } }).status).toBe(status),
  );
});
