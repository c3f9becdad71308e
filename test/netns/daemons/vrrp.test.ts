/** Mistakes by which two routers of VRRP both take the address. trace names both owners. */
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

const router = (id: number, priority: number, password: string) => `
    keepalived: |
      vrrp_instance V {
        interface eth0
        virtual_router_id ${id}
        priority ${priority}
        authentication {
          auth_type PASS
          auth_pass ${password}
        }
        virtual_ipaddress {
          192.0.2.100/24
        }
      }`;

const rule = '\n    iptables: ["-A INPUT -d 224.0.0.18 -j DROP"]';

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
