/**
 * Programs that are gone while a lab is up. Each verb prints the program's name and exits 3 before it begins. It prints
 * nothing about the network, and the lab stays unchanged.
 */
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { netlabWith } from './run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-missing-'));
/** The folders of programs are covered by folders of links, in which a program can be hidden. */
const covered = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'].filter((one) =>
  existsSync(one),
);

const lab = `lab: gone
nodes: { a: {}, b: { iptables: [-A INPUT -p icmp -j ACCEPT], serve: [80/tcp] } }
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify: [{ ping: { from: a, to: b } }, { tcp: { from: a, to: b, port: 80 } }]
`;

const netlab = (words: string) =>
  netlabWith({ cwd: folder, env: { PATH: covered.join(':') }, killSignal: 'SIGKILL' }, words.split(' '));

beforeAll(() => {
  buildBundle();
  writeFileSync(join(folder, 'gone.yaml'), lab);
  expect(netlab('up gone.yaml --on local --quiet').exit).toBe(0);
  for (const path of covered) {
    // Under /run, which ends with the sandbox: what removes a temporary folder must never meet the real programs.
    const script =
      'mkdir -p "$0" "$0.links" && mount --bind "$1" "$0" && mount -o remount,bind,ro "$0" && cp -rs "$0/." "$0.links" && mount --bind "$0.links" "$1"';
    execaSync('sh', ['-c', script, `/run/real${path}`, path]);
  }
});
afterAll(() => {
  netlab('down gone --on local');
  for (const path of covered) execaSync('umount', ['-l', path]);
  rmSync(folder, { recursive: true });
});

function without<T>(program: string, work: () => T): T {
  const paths = covered
    .map((path) => join(path, program))
    .filter((path) => readdirSync(join(path, '..')).includes(program));
  expect(paths).not.toEqual([]);
  for (const path of paths) renameSync(path, `${path}.hidden`);
  try {
    return work();
  } finally {
    for (const path of paths) renameSync(`${path}.hidden`, path);
  }
}

const verbs = {
  capture: 'capture gone a -d 0.1',
  diff: 'diff gone',
  down: 'down gone',
  exec: 'exec gone a -- true',
  mutate: 'mutate gone.yaml --on local --sample 1',
  shell: 'shell gone a',
  status: 'status gone',
  trace: 'trace gone a b',
  up: 'up gone.yaml --replace',
  verify: 'verify gone',
};

const builders = ['diff', 'mutate', 'up'] as const;
const table: readonly (readonly [string, readonly (keyof typeof verbs)[]])[] = [
  ['ip', ['capture', 'down', 'exec', 'shell', 'status', 'trace', 'verify', ...builders]],
  ['nsenter', ['capture', 'status', 'trace', 'verify', ...builders]],
  ['bridge', ['status', 'trace', 'verify', ...builders]],
  ['iptables-save', ['status', 'trace', 'verify', 'diff']],
  ['flock', ['down', ...builders]],
  ['tcpdump', ['capture']],
  ['ping', ['trace', 'verify', ...builders]],
  ['python3', ['trace', 'verify', ...builders]],
];

it.each(table)('without %s', (program, names) => {
  const found = without(program, () => names.map((name) => [name, netlab(verbs[name])] as const));
  for (const [name, { exit, stdout, stderr }] of found) {
    expect([name, exit, stdout]).toEqual([name, 3, '']);
    expect(stderr).toMatch(new RegExp(`^  ${program}: `, 'm'));
    expect(stderr).toMatch(/nothing was (done|built)/);
    expect(stderr).not.toContain('    at ');
  }
  expect(readdirSync('/run/netlab').sort()).toEqual(['gone', 'gone.lock']);
  expect(readdirSync('/run/netns').sort()).toEqual(['gone.a', 'gone.b']);
});

it('and the lab is as it was, once all programs are back', () => {
  expect(netlab('verify gone')).toMatchObject({ exit: 0, stderr: '' });
});
