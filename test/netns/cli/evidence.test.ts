/** netlab test writes evidence through no link and removes only its own files. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { netlabWith } from './run-netlab.ts';

beforeAll(() => {
  buildBundle();
});

describe('the folder of evidence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-evidence-'));
  const run = () => netlabWith({ cwd: folder }, ['test', 'bad.yaml']);
  const bad = `
lab: bad
nodes: { a: {}, b: {} }
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify: [{ ping: { from: a, to: 192.0.2.9, within: 1 } }]
`;
  beforeAll(() => {
    writeFileSync(join(folder, 'bad.yaml'), bad);
    mkdirSync(join(folder, 'victim/bad'), { recursive: true });
    writeFileSync(join(folder, 'victim/bad/keep'), 'mine');
    writeFileSync(join(folder, 'victim/bad/report.json'), '{"name":"bad","checks":[]}');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['itself', 'ln -s victim netlab-evidence'],
    ['of a lab', 'mkdir netlab-evidence; ln -s ../victim/bad netlab-evidence/bad'],
  ])('that is a link, %s: is refused', (_, make) => {
    execaSync('sh', ['-c', make], { cwd: folder });
    const { exit, stderr } = run();
    expect({ exit, stderr }).toEqual({ exit: 3, stderr: expect.stringContaining('it is a link') });
    expect(readdirSync(join(folder, 'victim/bad')).sort()).toEqual(['keep', 'report.json']);
    rmSync(join(folder, 'netlab-evidence'), { recursive: true });
  });

  it.each([
    ['report.txt', 'a link', 'ln -s /etc/hostname'],
    ['report.json', 'a link', 'ln -s loop'],
    ['plan.sh', 'not a file', 'mkfifo'],
    ['journal.json', 'not a file', 'mkdir'],
    ['report.json', 'a file with a second name', 'ln victim/bad/keep'],
  ])('with something else in it, %s that is %s: one sentence', (name, what, make) => {
    const path = join(folder, 'netlab-evidence/bad', name);
    execaSync('sh', ['-c', `mkdir -p netlab-evidence/bad; ${make} ${path}`], { cwd: folder });
    const { exit, stdout } = run();
    expect(stdout).toContain(
      `its evidence could not be kept: evidence is not written to ${path}: it is ${what}; remove it: rm -r ${path}`,
    );
    expect(exit).toBe(1);
    expect(readFileSync(join(folder, 'victim/bad/keep'), 'utf8')).toBe('mine');
    rmSync(join(folder, 'netlab-evidence'), { recursive: true });
  });

  it('keeps what netlab did not write, and writes through no link in it', () => {
    const of = join(folder, 'netlab-evidence/bad');
    mkdirSync(of, { recursive: true });
    execaSync(
      'sh',
      ['-c', 'cp ../../victim/bad/* .; ln -s ../../victim/bad state; ln ../../victim/bad/keep plan.sh'],
      { cwd: of },
    );
    expect(run().exit).toBe(1);
    expect(readdirSync(of)).toContain('keep');
    expect(readdirSync(join(folder, 'victim/bad')).sort()).toEqual(['keep', 'report.json']);
    expect(readFileSync(join(folder, 'victim/bad/keep'), 'utf8')).toBe('mine');
  });
});
