/** FRR on the wire: two labs at once, vtysh in the node, errors in its text, a process that is killed, and what `down` leaves. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { netlab } from '../cli/run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-frr-'));
const labs = ['frr-a', 'frr-b'];
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const lab of labs) netlab('down', lab);
});

/** Two routers, each with a network on lo. In r1's text, `line` is line 9 of the lab. */
const text = (lab: string, line = 'timers bgp 1 3') => `lab: ${lab}
nodes:
  r1:
    interfaces: { lo: { addresses: [10.0.0.1/32] } }
    sysctls: { net.ipv4.ip_forward: 1 }
    frr: |
      hostname r1
      router bgp 65001
       ${line}
       no bgp ebgp-requires-policy
       neighbor $(r2) remote-as external
       neighbor $(r2) timers connect 1
       address-family ipv4 unicast
        network 10.0.0.1/32
       exit-address-family
      ip route 203.0.113.0/24 blackhole
  r2:
    interfaces: { lo: { addresses: [10.0.0.2/32] } }
    frr: |
      hostname r2
      router bgp 65002
       timers bgp 1 3
       no bgp ebgp-requires-policy
       neighbor $(r1) remote-as external
       neighbor $(r1) timers connect 1
       address-family ipv4 unicast
        network 10.0.0.2/32
       exit-address-family
links: [{ endpoints: ["r1:eth0", "r2:eth0"], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
ready: [{ route: { at: r1, to: 10.0.0.2, within: 60, expect: { via: r2 } } }]
verify:
  - ping: { from: r1, to: 10.0.0.2, source: 10.0.0.1, within: 60 }
  - route:
      at: r1
      to: 10.0.0.2
      within: 60
      event: { process: r2/bgpd, is: ended }
      expect: unreachable
      control: { to: r2, expect: { dev: eth0 } }
`;

function up(lab: string, line?: string) {
  const path = join(folder, `${lab}.yaml`);
  writeFileSync(path, text(lab, line));
  return netlab('up', path, '--trust', '--quiet');
}

const pidsOf = (lab: string): readonly string[] =>
  readdirSync(`/run/netlab/${lab}/pid`)
    .filter((name) => !name.endsWith('.started'))
    .map((name) => readFileSync(`/run/netlab/${lab}/pid/${name}`, 'utf8').trim());

const hostFiles = () => ['/etc/passwd', '/etc/group'].map((path) => readFileSync(path, 'utf8'));

it('exchanges routes in two labs at once, and leaves nothing', () => {
  const before = hostFiles();
  for (const lab of labs) expect(up(lab)).toEqual({ exit: 0, stdout: '', stderr: '' });
  const pids = labs.flatMap(pidsOf);
  for (const lab of labs) {
    const { exit, stdout } = netlab('verify', lab);
    expect([exit, stdout]).toEqual([0, expect.stringContaining('2 of 2 checks passed')]);
  }
  const shown = netlab('exec', 'frr-a', 'r1', '--', 'vtysh', '-c', 'show bgp summary json');
  const { peers } = JSON.parse(shown.stdout).ipv4Unicast;
  expect(peers['192.0.2.2']).toMatchObject({ state: 'Established', remoteAs: 65002, pfxRcd: 1 });
  // Each process has its own part of the text, so none logs the lines of another.
  expect(netlab('logs', 'frr-a').stdout).not.toContain('No such command');
  expect(netlab('exec', 'frr-a', 'r1', '--', 'ip', 'route', 'show', 'proto', '196').stdout).toMatch(
    /^blackhole 203\.0\.113\.0\/24 /,
  );
  // A learned route that is missing is not reported.
  netlab('exec', 'frr-a', 'r1', '--', 'ip', 'route', 'del', '10.0.0.2');
  const { exit, stdout, stderr } = netlab('diff', 'frr-a');
  expect([exit, stdout]).toEqual([0, 'frr-a: no differences\n']);
  expect(stderr).toContain('not compared: learned routes on r1, by bgpd');
  for (const lab of labs) expect(netlab('down', lab).exit).toBe(0);
  expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(labs.filter((lab) => existsSync(`/run/netlab/${lab}`))).toEqual([]);
  expect(hostFiles()).toEqual(before);
});

it('is checked before it runs: an error has the words of vtysh and the line of the lab', () => {
  const said = up('frr-a', 'bgp router-idd 10.0.0.1');
  expect(said.exit).toBe(4);
  expect(said.stderr).toContain('frr-a.yaml:9:1 failed: Check the configuration of frr on r1');
  expect(said.stderr).toMatch(/line 3: % Unknown command\[\d+\]: {2}bgp router-idd 10\.0\.0\.1/);
  expect(said.stderr).toContain('rolled back: nothing is left');
  expect(existsSync('/run/netlab/frr-a')).toBe(false);
});

it('gives each process its own blocks, also if they have lines that another one would take', () => {
  const path = join(folder, 'frr-a.yaml');
  const both = `router ospf
       ospf router-id 10.0.0.1
      router bgp 65001
       redistribute connected
      interface eth0
       ip ospf area 0
      ip route 203.0.113.0/24 blackhole`;
  writeFileSync(
    path,
    text('frr-a')
      .replace(/router bgp 65001[\s\S]*?blackhole/, both)
      .replace(/^ready:[\s\S]*/m, ''),
  );
  expect(netlab('up', path, '--trust', '--quiet')).toEqual({ exit: 0, stdout: '', stderr: '' });
  const parts = ['zebra', 'staticd', 'bgpd', 'ospfd'].map((name) =>
    netlab('exec', 'frr-a', 'r1', '--', 'cat', `/run/frr/${name}.conf`).stdout.replace(
      'interface eth0\n',
      '',
    ),
  );
  expect(parts).toEqual([
    'hostname r1\n',
    'hostname r1\nip route 203.0.113.0/24 blackhole\n',
    'hostname r1\nrouter bgp 65001\n redistribute connected\n',
    'hostname r1\nrouter ospf\n ospf router-id 10.0.0.1\n ip ospf area 0\n',
  ]);
});

it('refuses a line that none of its processes takes', () => {
  const path = join(folder, 'frr-a.yaml');
  const more = 'blackhole\n      interface eth0\n       vrrp 5 version 3';
  writeFileSync(path, text('frr-a').replace('blackhole', more));
  const said = netlab('up', path, '--trust', '--quiet');
  expect(said.exit).toBe(4);
  expect(said.stderr).toContain('frr-a.yaml:18:1 failed: Check the configuration of frr on r1');
  expect(said.stderr).toContain('line 12: none of zebra, staticd, bgpd takes vrrp 5 version 3');
});

it('is started again by repair after kill -9', () => {
  expect(up('frr-a').exit).toBe(0);
  netlab('exec', 'frr-a', 'r2', '--', 'sh', '-c', 'kill -9 $(cat /run/frr/bgpd.pid)');
  expect(netlab('repair', 'frr-a')).toMatchObject({ exit: 0, stderr: '' });
  expect(netlab('verify', 'frr-a').exit).toBe(0);
});
