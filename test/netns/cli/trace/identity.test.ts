/** `netlab trace` follows its packet by the address of its memory in the kernel, where this machine lets it. */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildBundle } from '../../../build-bundle.ts';
import { begin, bin, netlab } from '../run-netlab.ts';
import { readsSkbs } from './reads-skbs.ts';

/** A host pings another one through a router. Both labs have the same nodes, interfaces, addresses and lengths. */
const text = (lab: string, router: string) => `
lab: ${lab}
about: A router between two hosts
nodes:
  red: { routes: [{ to: default, via: router }], neighbors: [{ address: 192.0.2.1, macaddress: "router:eth0", dev: eth0 }] }
  blue: { routes: [{ to: default, via: router }] }
  router: ${router}
links:
  - { endpoints: [red:eth0, router:eth0], ipv4: [192.0.2.2/25, 192.0.2.1/25] }
  - { endpoints: [blue:eth0, router:eth1], ipv4: [192.0.2.130/25, 192.0.2.129/25] }
`;
const labs = {
  filtering: '{ sysctls: { net.ipv4.ip_forward: 1 }, iptables: [-A FORWARD -p icmp -j DROP] }',
  plain: '{ sysctls: { net.ipv4.ip_forward: 1 } }',
  strict:
    '{ sysctls: { net.ipv4.ip_forward: 1, net.ipv4.conf.all.rp_filter: 1 }, routes: [{ to: 192.0.2.2/32, dev: eth1 }] }',
};
const { listening, why } = await readsSkbs();
if (listening === 0) console.warn(`skipped: ${why}`);

const folder = mkdtempSync(join(tmpdir(), 'netlab-identity-'));

beforeAll(() => {
  buildBundle();
  for (const [lab, router] of Object.entries(labs)) {
    const file = join(folder, `${lab}.yaml`);
    writeFileSync(file, text(lab, router));
    expect(netlab('up', file, '--quiet')).toMatchObject({ exit: 0 });
  }
});
afterAll(() => {
  for (const lab of Object.keys(labs)) expect(netlab('down', lab)).toMatchObject({ exit: 0 });
  rmSync(folder, { recursive: true });
});

const trace = async (lab: string, ...argv: readonly string[]) => {
  const words = [bin, 'trace', lab, 'red', 'blue', '--wait', '0.4', ...argv, '--json'];
  // Exit 1 if there is no reply.
  const { stdout } = await execa(process.execPath, words, { reject: false });
  return JSON.parse(stdout);
};
const inNode = (node: string, command: string) =>
  execaSync('ip', ['netns', 'exec', node, 'sh', '-ec', command], { stripFinalNewline: false }).stdout;

describe.skipIf(listening === 0)('by the address', () => {
  it('two labs of one shape, traced while both ping, have their own ways and drop reasons', async () => {
    const pings = ['filtering', 'strict'].map((lab) =>
      execa('ip', ['netns', 'exec', `${lab}.red`, 'ping', '-q', '-i', '0.01', '192.0.2.130'], {
        reject: false,
      }),
    );
    onTestFinished(() => {
      for (const ping of pings) ping.kill();
    });
    await expect
      .poll(
        async () => {
          const [filtering, strict] = await Promise.all([trace('filtering'), trace('strict')]);
          expect(filtering).toMatchObject({ outcome: 'lost', causes: [{ id: 'rule', node: 'router' }] });
          expect(strict).toMatchObject({ outcome: 'lost', causes: [{ id: 'reverse-path', node: 'router' }] });
          // By headers alone there is none, or the right one.
          expect([undefined, 'NETFILTER_DROP']).toContain(filtering.dropReason);
          expect([undefined, 'IP_RPFILTER']).toContain(strict.dropReason);
          return [filtering, strict].map(({ identity, dropReason }) => `${identity} ${dropReason}`);
        },
        { timeout: 600_000, interval: 10 },
      )
      .toEqual(['skb NETFILTER_DROP', 'skb IP_RPFILTER']);
  });

  it('a packet whose identification a rule rewrites is followed to its end', async () => {
    const rules =
      "nft add table ip m; nft add chain ip m f '{ type filter hook forward priority 0; }'; nft add rule ip m f ip id set 4242";
    inNode('plain.router', rules);
    const { outcome, identity, way } = await trace('plain');
    expect({ outcome, identity, way: way.hops.map(hopName) }).toEqual({
      ...{ outcome: 'answered', identity: 'skb' },
      way: ['red:eth0 out', 'router:eth0 in', 'router:eth1 out', 'blue:eth0 in'],
    });
  });

  it('the kernel stops it if netlab is killed', async () => {
    const child = begin('trace', 'plain', 'red', '192.0.2.99', '--wait', '60');
    const readers = () => processesUnder(child.pid!).filter(hasPerfEvents);
    await expect.poll(readers, { timeout: 600_000 }).toHaveLength(1);
    const [reader] = readers();
    child.kill('SIGKILL');
    await child;
    await expect.poll(() => hasPerfEvents(reader!), { timeout: 600_000 }).toBe(false);
  });
});

it('by headers, with the reason, where only root may read addresses', async () => {
  expect(await readsSkbs('unshare', '--user', '--map-root-user')).toEqual({
    listening: 0,
    why: 'only root of this machine can read the memory addresses of packets',
  });
});

const hopName = (hop: { node: string; interface: string; direction: string }) =>
  `${hop.node}:${hop.interface} ${hop.direction}`;

/** A process and its descendants. */
function processesUnder(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc').flatMap((name) => {
      try {
        const status = /^\d+$/.test(name) ? readFileSync(`/proc/${name}/status`, 'utf8') : '';
        const parent = /^PPid:\t(\d+)/m.exec(status)?.[1];
        return parent === undefined ? [] : [[Number(name), Number(parent)] as const];
      } catch {
        return []; // it has exited
      }
    }),
  );
  const isUnder = (one: number | undefined): boolean =>
    one !== undefined && (one === pid || isUnder(parents.get(one)));
  return [...parents.keys()].filter(isUnder);
}

function hasPerfEvents(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) =>
      readlinkSync(`/proc/${pid}/fd/${fd}`).includes('perf_event'),
    );
  } catch {
    return false; // it has exited, or closed the file meanwhile
  }
}
