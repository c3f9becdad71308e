/** Mistakes with the virtual address of direct routing which do not need IPVS. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { netlab } from '../run-netlab.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-virtual-address-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  netlab('down', 'virtual-address');
});

const vip = '192.0.2.100';

/** The client's second link, `direct`, stands for the director's choice: requests by it reach the server with the virtual address. */
const lab = (client: string, web: string) => `lab: virtual-address
nodes:
  client: { ${client} }
  director: { interfaces: { eth0: { addresses: [${vip}/32] } }, sysctls: { net.ipv4.ip_forward: 1 }, routes: [{ to: 198.51.100.0/24, via: 192.0.2.10 }] }
  web: { serve: [80/http], interfaces: { lo: { addresses: [${vip}/32] } }, ${web} }
links:
  - { name: lan, endpoints: ["client:eth0", "director:eth0", "web:eth0"], ipv4: [192.0.2.10/24, 192.0.2.1/24, 192.0.2.11/24] }
  - { name: direct, endpoints: ["client:eth1", "web:eth1"], ipv4: [198.51.100.10/24, 198.51.100.11/24] }
`;

interface Traced {
  readonly outcome: string;
  readonly causes: readonly { readonly id: string; readonly node: string; readonly why: string }[];
}

function traced(client: string, web: string): Traced {
  const path = join(folder, 'virtual-address.yaml');
  writeFileSync(path, lab(client, web), { mode: 0o644 });
  expect(netlab('up', path, '--quiet')).toMatchObject({ exit: 0, stderr: '' });
  return JSON.parse(netlab('trace', 'virtual-address', 'client', vip, '--http', '80', '--json').stdout);
}

const ignore = 'sysctls: { net.ipv4.conf.all.arp_ignore: 1, net.ipv4.conf.all.arp_announce: 2 }';

it('the server answers ARP requests for it', () => {
  const { causes } = traced('', '');
  expect(causes[0]).toMatchObject({ id: 'address-twice' });
  expect(causes[0]?.why).toMatch(
    /(director:eth0 and web:eth0|web:eth0 and director:eth0) both answer the ARP request for 192\.0\.2\.100/,
  );
});

it('not, with arp_ignore', () => {
  const { outcome, causes } = traced('', ignore);
  expect(outcome).toBe('refused');
  expect(causes.map(({ id }) => id)).not.toContain('address-twice');
});

it('the reply goes through the director, which has its source address', () => {
  const found = traced(
    `routes: [{ to: ${vip}/32, via: "web:eth1" }]`,
    `${ignore.replace(' }', ', net.ipv4.conf.all.rp_filter: 0, net.ipv4.conf.eth1.rp_filter: 0 }')}, routes: [{ to: 198.51.100.10/32, via: 192.0.2.1 }]`,
  );
  expect(found).toMatchObject({ outcome: 'reply-lost', causes: [{ id: 'local-source', node: 'director' }] });
});
