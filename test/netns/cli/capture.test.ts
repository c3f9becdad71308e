/** `netlab capture` on a lab that is up: what it prints, what it writes, how it ends. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { compile } from '../../../src/engine/compile.ts';
import { readPcapng } from '../../../src/packet/pcapng.ts';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { bin, netlab as inSandbox } from './run-netlab.ts';

const text = `
lab: taps
about: Two nodes and a talker.
nodes:
  red: { run: [{ process: ping -i 0.1 blue }] }
  blue: {}
links:
  - { endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
`;
const folder = mkdtempSync(join(tmpdir(), 'netlab-capture-'));
const netlab = (...argv: readonly string[]) => inSandbox('capture', 'taps', ...argv);
const dumps = async () => (await local.processes()).filter(({ argv }) => argv[0] === 'tcpdump');

beforeAll(async () => {
  buildBundle();
  await apply(compile(Buffer.from(text), 'lab.yaml').plan, local, { file: '/tmp/lab.yaml' });
});

afterAll(async () => {
  expect((await down('taps', local)).problems).toEqual([]);
  rmSync(folder, { recursive: true });
});

it('prints a line a packet, with the interface that saw it, and ends after its count', async () => {
  const { exit, stdout, stderr } = netlab('red', 'blue:eth0', '-c', '8', '-f', 'icmp');
  expect({ exit, stderr }).toEqual({
    exit: 0,
    stderr: 'listening on red:eth0, blue:eth0, for 8 packets\n8 packets\n',
  });
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(8);
  for (const line of lines)
    expect(line).toMatch(
      /^\d\d:\d\d:\d\d\.\d{6} {2}(red:eth0 |blue:eth0) {2}192\.0\.2\.(1 > 192\.0\.2\.2 ICMP echo request|2 > 192\.0\.2\.1 ICMP echo reply)$/,
    );
  expect(new Set(lines.map((line) => line.split(/ +/)[1]))).toEqual(new Set(['red:eth0', 'blue:eth0']));
  expect(await dumps()).toEqual([]);
});

it('writes pcapng that tshark reads, an interface a tap, in the order of time', () => {
  const file = join(folder, 'taps.pcapng');
  expect(netlab('red', 'blue', '-c', '6', '-w', file)).toMatchObject({ exit: 0, stdout: '' });
  const packets = readPcapng(readFileSync(file));
  expect(packets).toHaveLength(6);
  const times = packets.map(({ time }) => time);
  expect(times).toEqual([...times].sort((a, b) => (a < b ? -1 : 1)));
  const fields = ['-T', 'fields', '-e', 'frame.interface_name'];
  const shark = execaSync('tshark', ['-r', file, ...fields], { stripFinalNewline: false }).stdout;
  expect(shark.trim().split('\n')).toEqual(packets.map((packet) => packet.interface));
});

it('ends after its duration, whether or not a packet came', () => {
  expect(netlab('red', '-d', '0.3', '-f', 'tcp')).toMatchObject({
    exit: 0,
    stdout: '',
    stderr: 'listening on red:eth0, for 0.3 seconds\n0 packets\n',
  });
});

it('ends at Ctrl-C with all that it has seen, and leaves nothing', async () => {
  const child = execa(process.execPath, [bin, 'capture', 'taps', 'red', '-w', '-'], { encoding: 'buffer' });
  let chunks = 0;
  child.stdout.on('data', () => {
    if (++chunks === 4) child.kill('SIGINT');
  });
  const { stdout } = await child;
  expect(readPcapng(Buffer.from(stdout)).length).toBeGreaterThan(1);
  expect(await dumps()).toEqual([]);
});

it.each([
  ['an interface that is not there', ['red:eth1'], 'did you mean "red:eth0"?'],
  ['a node that is not there', ['rde'], 'did you mean "red"?'],
  ['a filter that tcpdump does not take', ['red', '-f', 'udp prt 1'], "can't parse filter expression"],
  [
    'a count that is none',
    ['red', '-c', '0'],
    '--count takes a whole number from 1 to 1000000000, found "0"',
  ],
  ['a file that cannot be', ['red', '-w', '/nowhere/x'], '/nowhere/x cannot be written'],
])('refuses %s', async (_, argv, said) => {
  const { exit, stderr } = netlab(...argv);
  expect(exit).toBe(2);
  expect(stderr).toContain(said);
  expect(await dumps()).toEqual([]);
});
