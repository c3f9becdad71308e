/** DNS questions by the node's resolver and to a server: the answers of a live server, silence, and a changed resolver. */
import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'vdns',
  `lab: vdns
about: A DNS server with the records of a cluster, and its clients.
nodes:
  server:
    dnsmasq: |
      no-resolv
      no-hosts
      cache-size=0
      local=/cluster.local/
      local=/96.10.in-addr.arpa/
      host-record=web.default.svc.cluster.local,10.96.0.10
      host-record=api.other.svc.cluster.local,10.96.0.11
      host-record=six.default.svc.cluster.local,2001:db8::6
      host-record=db-0.db.default.svc.cluster.local,10.244.1.2
      host-record=db-1.db.default.svc.cluster.local,10.244.1.3
      host-record=db.default.svc.cluster.local,10.244.1.2
      host-record=db.default.svc.cluster.local,10.244.1.3
      srv-host=_pg._tcp.db.default.svc.cluster.local,db-0.db.default.svc.cluster.local,5432,0,33
      srv-host=_pg._tcp.db.default.svc.cluster.local,db-1.db.default.svc.cluster.local,5432,0,33
      cname=ext.default.svc.cluster.local,www.example.test
      host-record=www.example.test,203.0.113.80
      txt-record=dns-version.cluster.local,1.1.0
  client:
    nameservers: &cluster
      addresses: [server]
      search: [default.svc.cluster.local, svc.cluster.local, cluster.local]
      options: [ndots:5]
  app: { nameservers: *cluster, files: { /etc/app.conf: x }, dnsmasq: "port=5353\\nno-resolv" }
  silent: { dnsmasq: no-resolv, iptables: [-A INPUT -s $(client) -p udp --dport 53 -j DROP] }
links:
  - { name: lan, endpoints: [server:eth0, client:eth0, app:eth0, silent:eth0], ipv4: [192.0.2.53/24, 192.0.2.2/24, 192.0.2.3/24, 192.0.2.4/24] }`,
);

const ask = async (...checks: string[]) =>
  (await lab.check(checks.map((check) => `  - dns: { within: 2, ${check} }`).join('\n'))).map(told);

const good = [
  'from: client, name: web, expect: { addresses: 10.96.0.10, queries: 1 }',
  'from: app, name: web, expect: { addresses: 10.96.0.10, queries: 1 }',
  'from: client, name: api.other, expect: { addresses: 10.96.0.11, queries: 2 }',
  'from: client, name: www.example.test, expect: { addresses: 203.0.113.80, queries: 4 }',
  'from: client, name: www.example.test., expect: { addresses: 203.0.113.80, queries: 1 }',
  'from: client, name: web, type: AAAA, expect: { status: NODATA, queries: 4 }',
  'from: client, name: six, type: AAAA, expect: { addresses: "2001:db8::6" }',
  'from: client, name: db, expect: { addresses: [10.244.1.3, 10.244.1.2] }',
  'from: client, name: ext, expect: { addresses: 203.0.113.80 }',
  'from: client, name: ext, type: CNAME, expect: { names: WWW.example.test. }',
  'from: client, name: _pg._tcp.db, type: SRV, expect: { names: [db-0.db.default.svc.cluster.local, db-1.db.default.svc.cluster.local], records: [0 33 5432 db-0.db.default.svc.cluster.local, 0 33 5432 db-1.db.default.svc.cluster.local] }',
  'from: client, name: 10.96.0.10, type: PTR, expect: { names: web.default.svc.cluster.local }',
  'from: client, name: dns-version, type: TXT, expect: { records: 1.1.0 }',
  'from: client, name: nope.default.svc.cluster.local., expect: NXDOMAIN',
  'from: client, name: nope, server: server, expect: REFUSED',
  'from: client, name: web.default.svc.cluster.local, server: silent, expect: timeout, control: [{ server: server }, { from: app, expect: REFUSED }]',
  'from: client, name: web, server: app, expect: unreachable, control: { port: 5353, expect: REFUSED }',
];

const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
});
const breakIt = (node: string, line: string, back: string) => {
  lab.type(node, line);
  undo.push(() => lab.type(node, back));
};

it('passes with a server and resolvers that are right', async () => {
  expect(await ask(...good)).toEqual(good.map(() => 'pass'));
});

describe('fails', () => {
  it('if another answer is expected', async () => {
    const wrong: readonly [string, RegExp][] = [
      ['name: web, expect: { addresses: 10.96.0.11 }', /^fail: 10\.96\.0\.10, 1 query/],
      ['name: web, expect: { queries: { min: 2 } }', /^fail: 10\.96\.0\.10, 1 query/],
      ['name: db, expect: { addresses: 10.244.1.2 }', /^fail: 10\.244\.1\.\d, 10\.244\.1\.\d, 1 query/],
      ['name: nope', /^fail: REFUSED, 4 queries/],
      ['name: web, expect: NXDOMAIN', /^fail: 10\.96\.0\.10/],
      ['name: web, type: AAAA', /^fail: NODATA, 4 queries/],
    ];
    const found = await ask(...wrong.map(([check]) => `from: client, ${check}`));
    expect(found).toEqual(wrong.map(([, saw]) => expect.stringMatching(saw)));
  });

  it('if the server drops queries, and a negative answer too', async () => {
    breakIt('server', 'iptables -A INPUT -p udp --dport 53 -j DROP', 'iptables -F INPUT');
    const found = await ask(good[0]!, good[5]!, good[13]!, good[15]!);
    expect(found).toEqual([
      expect.stringMatching(
        /^fail: timeout, 1 query \| server has a rule in table filter that no step made: -A INPUT -p udp /,
      ),
      expect.stringMatching(/^fail: timeout/),
      expect.stringMatching(/^fail: timeout/),
      expect.stringMatching(/^fail: its control .* did not pass: timeout/),
    ]);
  });

  it('if the resolver is configured otherwise', async () => {
    const path = '/etc/netns/vdns.client/resolv.conf';
    writeFileSync(path, 'nameserver 192.0.2.53\nsearch svc.cluster.local default.svc.cluster.local\n');
    const found = await ask(good[0]!, good[3]!, good[2]!);
    expect(found).toEqual([
      expect.stringMatching(
        /^fail: 10\.96\.0\.10, 2 queries: .* \| client's \/etc\/resolv\.conf is not as planned/,
      ),
      expect.stringMatching(/^fail: 203\.0\.113\.80, 1 query/),
      'pass',
    ]);
    rmSync(path);
    undo.push(() =>
      writeFileSync(
        path,
        'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 192.0.2.53\noptions ndots:5\n',
      ),
    );
    expect((await ask(good[0]!))[0]).toMatch(/client's \/etc\/resolv\.conf is missing/);
  });

  it('in a dead network', async () => {
    breakIt('server', 'ip link set eth0 down', 'ip link set eth0 up');
    const found = await ask(...good.slice(0, 15));
    expect(found).toEqual(good.slice(0, 15).map(() => expect.stringMatching(/^fail: (timeout|unreachable)/)));
  });
});
