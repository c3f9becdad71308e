/** `netlab measure` in real namespaces: what it measures, what stops it, and what it leaves behind. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { begin, ended, netlab, sh } from './run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'measure-'));
const file = join(folder, 'pair.yaml');

const pair = (more = '') => `lab: pair
vars: { port: "9000" }
nodes: { a: {}, b: { serve: [9000/tcp] } }
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
measure:
  - connections: { from: a, to: b, port: 9000, count: 20 }
  - requests: { from: a, to: b, port: 9000, count: 50 }
  - datagrams: { from: a, to: b, port: 9000, count: 50 }
  - transfer: { from: a, to: b, port: 9000, count: 2 }
${more}`;

beforeAll(() => {
  buildBundle();
  writeFileSync(file, pair());
});
afterAll(() => rmSync(folder, { recursive: true }));

const nothingLeft = async () => {
  expect([...(await local.namespaces()).keys()]).toEqual([]);
  expect(await local.list('/run/netlab')).toEqual([]);
};

it('measures every load in every lab and round, beside the lab itself, and removes what it built', async () => {
  expect(netlab('up', file, '--quiet').exit).toBe(0);
  const before = await local.namespaces();
  const { exit, stdout, stderr } = netlab('measure', file, 'veth-pair', '--runs', '2', '--json');
  expect(stderr).toBe('');
  expect(exit).toBe(0);
  const { loads, place, rounds, instructions } = JSON.parse(stdout);
  expect({ place, rounds, instructions }).toEqual({ place: 'local', rounds: 2, instructions: false });
  expect(
    loads.map((one: { id: string; labs: { lab: string }[] }) => [one.id, one.labs.map(({ lab }) => lab)]),
  ).toEqual([
    ['connections', ['pair', 'veth-pair']],
    ['requests', ['pair', 'veth-pair']],
    ['datagrams', ['pair']],
    ['transfer', ['pair', 'veth-pair']],
  ]);
  for (const { labs } of loads)
    for (const { p50, rate } of labs)
      expect(p50.least > 0 && p50.least <= p50.most && rate.median > 0).toBe(true);
  expect(await local.namespaces()).toEqual(before);
  expect(netlab('down', 'pair').exit).toBe(0);
  await nothingLeft();
});

it('measures one lab with several values', async () => {
  const { exit, stdout } = netlab('measure', file, '--vary', 'links.mtu=1,2', '--runs', '1');
  expect([exit, stdout]).toEqual([2, '']);
  const twice = netlab('measure', file, '--vary', 'vars.port=1,2', '--runs', '1', '--only', 'requests');
  expect(twice.exit).toBe(0);
  expect(twice.stdout).toMatch(/^ {2}1 .*\n {2}2 .* \d\.\d\d \(/m);
  await nothingLeft();
});

it('ends with the reason if packets do not arrive, and removes what it built', async () => {
  const closed = join(folder, 'closed.yaml');
  // Servers on another port than the client's.
  const loads = 'measure: [{ connections: { from: a, to: b, port: 9000, server-port: 9001 } }]';
  writeFileSync(
    closed,
    `${pair().split('measure:')[0]!.replace(', b: { serve: [9000/tcp] }', ', b: {}')}${loads}\n`,
  );
  const { exit, stdout, stderr } = netlab('measure', closed, '--runs', '1', '--only', 'connections');
  expect([exit, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^netlab: the load connections \(a -> b port 9000\): its client in a failed$/m);
  expect(stderr).toMatch(/^ {2}connect: Connection refused$/m);
  expect(stderr).toContain('closed.yaml:5:13');
  expect(stderr).toMatch(/netlab trace pair a 192\.0\.2\.2 --tcp 9000$/m);
  await nothingLeft();
});

it('refuses labs without loads, and two of one name', () => {
  expect(netlab('measure', 'secondary-addresses').stderr).toMatch(
    /^netlab: secondary-addresses has no loads$/m,
  );
  expect(netlab('measure', 'veth-pair', '--only', 'x').stderr).toMatch(
    /its loads: connections, requests, transfer$/m,
  );
  expect(netlab('measure', 'veth-pair', 'veth-pair').stderr).toMatch(/^netlab: veth-pair is named twice$/m);
});

const servers = () => sh('ps -eo args | awk \'$1 == "load" && $2 == "serve"\'');

it.each(['SIGINT', 'SIGKILL'] as const)('leaves no server after %s', async (signal) => {
  const child = begin('measure', file, '--runs', '1000', '--only', 'requests', '--quiet');
  await expect.poll(servers, { timeout: 60_000, interval: 20 }).toContain('load serve 9000');
  child.kill(signal);
  const { exit } = await ended(child);
  expect(exit).toBe(signal === 'SIGINT' ? 130 : undefined);
  await expect.poll(servers, { timeout: 60_000 }).toBe('');
  if (signal === 'SIGKILL') expect(netlab('down', 'pair').exit).toBe(0);
  await nothingLeft();
});
