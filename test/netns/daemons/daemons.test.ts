/** Daemons of nodes on the wire: two instances at once, what they answer, errors in their configuration, and what `down` leaves. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { netlab } from '../cli/run-netlab.ts';
import * as installed from '../places/installed.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-daemons-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** `lab` is the first line, so the lines of the others begin at 2. */
function file(lab: string, text: string): string {
  const path = join(folder, `${lab}.yaml`);
  writeFileSync(path, `lab: ${lab}\n${text}`, { mode: 0o644 });
  return path;
}

const up = (lab: string, text: string) => netlab('up', file(lab, text), '--trust', '--quiet');

const labs = ['daemons-a', 'daemons-b'];
afterEach(() => {
  for (const lab of labs) netlab('down', lab);
});

const names = `nodes:
  one:
    dnsmasq: |
      no-resolv
      host-record=web.test,192.0.2.101
  two:
    dnsmasq:
      config: |
        no-resolv
        addn-hosts=/etc/more-hosts
      files: { more-hosts: "192.0.2.102 web.test\\n" }
  client: {}
links:
  - { name: lan, endpoints: ["one:eth0", "two:eth0", "client:eth0"], ipv4: [192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24] }
`;

/** Asks a name server and prints the first address: the last four bytes of an answer with one A record. */
const query = `
import socket, sys
question = b''.join(bytes([len(part)]) + part.encode() for part in sys.argv[2].split('.')) + b'\\0\\0\\1\\0\\1'
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); client.settimeout(5)
client.sendto(b'\\1\\2\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0' + question, (sys.argv[1], 53))
print(socket.inet_ntoa(client.recv(512)[-4:]))
`;
const asked = (lab: string, server: string) =>
  netlab('exec', lab, 'client', '--', 'python3', '-c', query, server, 'web.test').stdout;

const pidsOf = (lab: string): readonly string[] =>
  readdirSync(`/run/netlab/${lab}/pid`)
    .filter((name) => !name.endsWith('.started'))
    .map((name) => readFileSync(`/run/netlab/${lab}/pid/${name}`, 'utf8').trim());

describe('dnsmasq', () => {
  it('answers in two nodes of two labs at once, each from its own files', () => {
    for (const lab of labs) expect(up(lab, names)).toEqual({ exit: 0, stdout: '', stderr: '' });
    const pids = labs.flatMap(pidsOf);
    expect(pids.length).toBe(8);
    for (const lab of labs) {
      expect(asked(lab, '192.0.2.1')).toBe('192.0.2.101\n');
      expect(asked(lab, '192.0.2.2')).toBe('192.0.2.102\n');
    }
    expect(netlab('down', labs[0]!).exit).toBe(0);
    expect(asked(labs[1]!, '192.0.2.1')).toBe('192.0.2.101\n');
    expect(netlab('down', labs[1]!).exit).toBe(0);
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    expect(labs.filter((lab) => existsSync(`/run/netlab/${lab}`))).toEqual([]);
  });

  it('is checked before it runs: an error has its words and the line of the lab', () => {
    const said = up('daemons-a', names.replace('no-resolv', 'no-resolve'));
    expect(said.exit).toBe(4);
    expect(said.stderr).toContain('daemons-a.yaml:5:1 failed: Check the configuration of dnsmasq on one');
    expect(said.stderr).toContain('dnsmasq: bad option at line 1 of /etc/dnsmasq.conf');
    expect(said.stderr).toContain('rolled back: nothing is left');
    expect(existsSync('/run/netlab/daemons-a')).toBe(false);
  });

  it('is not ready while nothing answers on its port', () => {
    const deaf = names.replace('      config', '      arguments: [--port=5353]\n      config');
    const said = up('daemons-a', deaf);
    expect(said.exit).toBe(4);
    expect(said.stderr).toContain('10 s passed before it answered');
    expect(existsSync('/run/netlab/daemons-a')).toBe(false);
  });

  it('serves DHCP without DNS', () => {
    const dhcp = names.replace(
      'no-resolv\n      host',
      'port=0\n      dhcp-range=192.0.2.50,192.0.2.60\n      #',
    );
    expect(up('daemons-a', dhcp)).toEqual({ exit: 0, stdout: '', stderr: '' });
    const sockets = netlab('exec', 'daemons-a', 'one', '--', 'cat', '/proc/net/udp').stdout;
    expect(sockets).toMatch(/ 00000000:0043 /);
    expect(sockets).not.toMatch(/:0035 /);
  });
});

const rip = (device = 'scan time 1') => `nodes:
  r1:
    interfaces: { lo: { addresses: [198.51.100.1/32] } }
    bird: |
      router id $(self:eth0);
      protocol device { ${device}; }
      protocol direct { ipv4; interface "lo"; }
      protocol kernel { ipv4 { export all; }; }
      protocol rip { ipv4 { export all; }; interface "eth0" { update time 1; }; }
  r2:
    interfaces: { lo: { addresses: [198.51.100.2/32] } }
    bird:
      path: /etc/routing.conf
      folder: /run/routing
      config: |
        router id $(self:eth0);
        protocol device {}
        protocol direct { ipv4; interface "lo"; }
        protocol kernel { ipv4 { export all; }; }
        protocol rip { ipv4 { export all; }; interface "eth0" { update time 1; }; }
links: [{ endpoints: ["r1:eth0", "r2:eth0"], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify: [{ ping: { from: r1, to: 198.51.100.2, source: 198.51.100.1, within: 60 } }]
`;

describe('bird', () => {
  it('routes between two instances, and birdc finds the default socket', () => {
    expect(up('daemons-a', rip())).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(netlab('verify', 'daemons-a').exit).toBe(0);
    const status = netlab('exec', 'daemons-a', 'r1', '--', 'birdc', 'show', 'status');
    expect(status.stdout).toContain('Daemon is up and running');
    const other = ['birdc', '-s', '/run/routing/bird.ctl', 'show', 'route', '198.51.100.1/32'];
    expect(netlab('exec', 'daemons-a', 'r2', '--', ...other).stdout).toContain('via 192.0.2.1');
    const pids = pidsOf('daemons-a');
    expect(netlab('down', 'daemons-a').exit).toBe(0);
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  });

  it('refuses its configuration when it starts, with the line of the lab', () => {
    const said = up('daemons-a', rip('scan tmie 1'));
    expect(said.exit).toBe(4);
    expect(said.stderr).toContain('daemons-a.yaml:7:1 failed: bird runs on r1');
    expect(said.stderr).toContain('/etc/bird/bird.conf:2:');
    expect(said.stderr).toContain('it ended before it answered, with exit code 1');
    expect(existsSync('/run/netlab/daemons-a')).toBe(false);
  });
});

const why = installed.whyNoUsers();

describe.skipIf(why !== undefined)(`rootless${why ? ` (skipped: ${why})` : ''}`, () => {
  const who = installed.user(23453);
  beforeAll(installed.install);

  it.each([
    ['dnsmasq', names],
    ['bird', rip()],
  ])('%s', async (_, text) => {
    const said = await installed.netlab(who, 'up', file('daemons-rootless', text), '--trust', '--quiet');
    expect(said).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(await installed.netlab(who, 'down', 'daemons-rootless')).toMatchObject({ exit: 0, stderr: '' });
    // The answer to the question of trust stays.
    rmSync(`${who.home}/.local`, { recursive: true });
    await installed.nothingLeft(who);
  });
});
