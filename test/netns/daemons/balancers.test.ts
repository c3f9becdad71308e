/** Balancers and their daemons on the wire: two instances at once, errors in their configuration, readiness, and what is left. */
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

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-balancers-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const labs = ['balancers-a', 'balancers-b'];
afterEach(() => {
  for (const lab of labs) netlab('down', lab);
});

const link = `links:
  - { name: lan, endpoints: ["one:eth0", "two:eth0", "client:eth0"], ipv4: [192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24] }
`;

function up(lab: string, text: string) {
  const path = join(folder, `${lab}.yaml`);
  writeFileSync(path, `lab: ${lab}\n${text}${link}`, { mode: 0o644 });
  return netlab('up', path, '--trust', '--quiet');
}

const pidsOf = (lab: string): readonly string[] =>
  readdirSync(`/run/netlab/${lab}/pid`)
    .filter((name) => !name.endsWith('.started'))
    .map((name) => readFileSync(`/run/netlab/${lab}/pid/${name}`, 'utf8').trim());

const vrrp = (priority: number, more = '') => `|
      vrrp_instance V {
        interface eth0
        virtual_router_id 51
        priority ${priority}
        advert_int 1
        ${more}
        virtual_ipaddress {
          192.0.2.100/24
        }
      }
`;

const web = (port = '80') => `|
      events {}
      http { server { listen ${port}; return 200 "$server_addr\\n"; } }
`;

const proxy = `|
      defaults
        mode http
        timeout connect 1s
        timeout client 5s
        timeout server 5s
      listen web
        bind :8080
        server one $(one):80
`;

const zone = (address: string) => `
      config: |
        options { directory "/etc/bind"; recursion no; };
        zone "lab.test" { type primary; file "lab"; };
      files:
        lab: |
          $TTL 5
          @ IN SOA ns root 1 60 60 60 60
          @ IN NS ns
          ns IN A ${address}
          www IN A ${address}
`;

const texts: Readonly<Record<string, string>> = {
  keepalived: `nodes:
  one:
    keepalived: ${vrrp(150)}  two:
    keepalived: ${vrrp(100)}  client: {}
verify:
  - ping: { from: client, to: 192.0.2.100, within: 30 }
`,
  nginx: `nodes:
  one:
    nginx: ${web()}  two:
    nginx: ${web('8080')}  client: {}
verify:
  - http: { from: client, to: one, port: 80 }
  - http: { from: client, to: two, port: 8080 }
`,
  haproxy: `nodes:
  one: { serve: [80/http] }
  two:
    haproxy: ${proxy}  client:
    haproxy: ${proxy}
verify:
  - http: { from: client, to: two, port: 8080, expect: { by: one, saw: two } }
  - http: { from: one, to: client, port: 8080, expect: { by: one, saw: client } }
`,
  named: `nodes:
  one:
    named: ${zone('192.0.2.1')}  two:
    named: ${zone('192.0.2.2')}  client: {}
verify:
  - dns: { from: client, server: one, name: www.lab.test, expect: { addresses: [192.0.2.1] } }
  - dns: { from: client, server: two, name: www.lab.test, expect: { addresses: [192.0.2.2] } }
`,
};

describe.each(Object.entries(texts))('%s', (_, text) => {
  it('runs twice in two labs at once, does its work, and leaves nothing', () => {
    for (const lab of labs) expect(up(lab, text)).toEqual({ exit: 0, stdout: '', stderr: '' });
    const pids = labs.flatMap(pidsOf);
    for (const lab of labs) {
      expect(netlab('verify', lab, '--quiet')).toMatchObject({ exit: 0 });
      expect(netlab('diff', lab)).toMatchObject({ exit: 0, stdout: `${lab}: no differences\n` });
    }
    for (const lab of labs) expect(netlab('down', lab).exit).toBe(0);
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    expect(labs.filter((lab) => existsSync(`/run/netlab/${lab}`))).toEqual([]);
  });
});

describe('an error in the configuration', () => {
  it.each([
    ['keepalived', 'advert_int 1', 'advert_intt 1', 9, "Unknown keyword 'advert_intt'"],
    ['nginx', 'return 200', 'retrun 200', 6, 'unknown directive "retrun"'],
    ['haproxy', 'bind :8080', 'bindd :8080', 12, "unknown keyword 'bindd'"],
    ['named', 'recursion no', 'recursionn no', 6, "unknown option 'recursionn'"],
  ])(
    "%s: it has the daemon's words and the line of the lab, and nothing is left",
    (daemon, good, bad, line, words) => {
      const said = up('balancers-a', texts[daemon]!.replace(good, bad));
      expect(said.exit).toBe(4);
      expect(said.stderr).toContain(`balancers-a.yaml:${line}:`);
      expect(said.stderr).toContain(words);
      expect(said.stderr).toContain('rolled back: nothing is left');
      expect(existsSync('/run/netlab/balancers-a')).toBe(false);
    },
  );
});

describe('what VRRP adds', () => {
  it('is no difference on either node, and repair --extras keeps it', () => {
    const text = texts.keepalived!.replace(
      '        advert_int 1\n        \n',
      '        advert_int 1\n        use_vmac vrrp51\n        vmac_xmit_base\n',
    );
    expect(text).toContain('use_vmac');
    expect(up('balancers-a', text)).toMatchObject({ exit: 0, stderr: '' });
    expect(netlab('verify', 'balancers-a', '--quiet').exit).toBe(0);
    expect(netlab('repair', 'balancers-a', '--extras')).toMatchObject({ exit: 0 });
    const addresses = netlab(
      'exec',
      'balancers-a',
      'one',
      '--',
      'ip',
      '-br',
      'addr',
      'show',
      'dev',
      'vrrp51',
    );
    expect(addresses.stdout).toContain('192.0.2.100/24');
    // Another address is one that nobody planned.
    netlab('exec', 'balancers-a', 'one', '--', 'ip', 'addr', 'add', '192.0.2.77/24', 'dev', 'eth0');
    expect(netlab('repair', 'balancers-a', '--dry-run').stdout).toContain('192.0.2.77/24');
  });
});

it.each([
  ['named', 'recursion no;', 'recursion no; listen-on { none; }; listen-on-v6 { none; };'],
  ['nginx', 'server { listen', 'types {} } # {'],
])('%s is not ready while it serves nothing', (daemon, serving, idle) => {
  const said = up('balancers-a', texts[daemon]!.replace(serving, idle));
  expect(said.exit).toBe(4);
  expect(said.stderr).toContain('10 s passed before it answered');
  expect(existsSync('/run/netlab/balancers-a')).toBe(false);
});
