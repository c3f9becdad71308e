/** trace names the owner of the address of VRRP; and both, after a mistake by which two routers take the address. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { netlab } from '../cli/run-netlab.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-vrrp-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  netlab('down', 'vrrp-mistakes');
});

const router = (id: number, priority: number, password: string, more = '') => `
    keepalived: |
      vrrp_instance V {
        interface eth0
        virtual_router_id ${id}
        priority ${priority}${more}
        authentication {
          auth_type PASS
          auth_pass ${password}
        }
        virtual_ipaddress {
          192.0.2.100/24
        }
      }`;

const rule = '\n    iptables: ["-A INPUT -d 224.0.0.18 -j DROP"]';

/** Only this router sends to the other's own address, and it does not hear the advertisements to 224.0.0.18. */
const unicast = `
        unicast_peer {
          192.0.2.1
        }`;

const lab = (second: string) => `lab: vrrp-mistakes
nodes:
  one:${router(51, 150, 'secret')}
  two:${second}
  client: {}
links:
  - { name: lan, endpoints: ["one:eth0", "two:eth0", "client:eth0"], ipv4: [192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24] }
`;

const has = (node: string) =>
  netlab('exec', 'vrrp-mistakes', node, '--', 'ip', 'address', 'show', 'dev', 'eth0').stdout.includes(
    '192.0.2.100',
  );

it.each([
  ['another virtual router', router(52, 100, 'secret')],
  ['another password', router(51, 100, 'other')],
  ['unicast_peer on one side only', router(51, 100, 'secret', unicast)],
  ['its advertisements dropped', `${router(51, 100, 'secret')}${rule}`],
])('%s: both have the address, and trace names both', async (_, second) => {
  const path = join(folder, 'vrrp-mistakes.yaml');
  writeFileSync(path, lab(second), { mode: 0o644 });
  expect(netlab('up', path, '--trust', '--quiet')).toMatchObject({ exit: 0, stderr: '' });
  while (!has('one') || !has('two')) await new Promise((resolve) => setTimeout(resolve, 100));
  const { stdout } = netlab('trace', 'vrrp-mistakes', 'client', '192.0.2.100', '--json');
  const { causes } = JSON.parse(stdout) as { causes: readonly { id: string; why: string }[] };
  expect(causes[0]).toMatchObject({ id: 'address-twice' });
  expect(causes[0]?.why).toMatch(/one:eth0.*two:eth0|two:eth0.*one:eth0/);
});

it('no mistake: trace names the owner, also where it is the gateway', async () => {
  const path = join(folder, 'vrrp-mistakes.yaml');
  const far =
    `${lab(router(51, 100, 'secret'))}  - { name: far, endpoints: ["one:eth1", "server:eth0"], ipv4: [198.51.100.1/24, 198.51.100.2/24] }
`
      .replace('client: {}', 'client: { routes: [{ to: 198.51.100.0/24, via: 192.0.2.100 }] }\n  server: {}')
      .replace('\n  two:', '\n    sysctls: { net.ipv4.ip_forward: 1 }\n  two:');
  writeFileSync(path, far, { mode: 0o644 });
  expect(netlab('up', path, '--trust', '--quiet')).toMatchObject({ exit: 0, stderr: '' });
  while (!has('one') || has('two')) await new Promise((resolve) => setTimeout(resolve, 100));
  for (const to of ['192.0.2.100', '198.51.100.2']) {
    const { stdout } = netlab('trace', 'vrrp-mistakes', 'client', to, '--json');
    const { way } = JSON.parse(stdout) as { way: { hops: readonly { node: string; owner?: object }[] } };
    expect(way.hops.flatMap(({ node, owner }) => (owner ? [{ node, owner }] : []))).toEqual([
      { node: 'one', owner: { address: '192.0.2.100', process: 'keepalived', others: ['two'] } },
    ]);
    expect(netlab('trace', 'vrrp-mistakes', 'client', to).stdout).toContain(
      'one has 192.0.2.100 by VRRP (keepalived); two can take it',
    );
  }
});
