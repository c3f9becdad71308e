/** bin/netlab.js with a bundle of its own: what is compiled is kept beside it, and never used for another bundle. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-start-'));
  cpSync('bin', join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'dist'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bundle = (text: string, age = 60) => {
  const path = join(folder, 'dist/netlab.cjs');
  writeFileSync(path, `const say = () => console.log(${text});say();`);
  const then = Date.now() / 1000 - age;
  utimesSync(path, then, then);
};
const run = (...words: string[]) =>
  execaSync(process.execPath, [join(folder, 'bin/netlab.js'), ...words]).stdout;
const kept = () => readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.code'));

describe('bin/netlab.js', () => {
  it('keeps what V8 compiled when a lab was read, and uses it', () => {
    bundle("'one'");
    expect(run('--version')).toBe('one');
    expect(kept()).toEqual([]);
    expect(run('plan')).toBe('one');
    expect(kept()).toEqual([`netlab.${process.versions.v8}.code`]);
    const made = statSync(join(folder, 'dist', kept()[0]!)).mtimeMs;
    expect(run('plan')).toBe('one');
    expect(statSync(join(folder, 'dist', kept()[0]!)).mtimeMs).toBe(made);
  });

  it('prints how to build the bundle if it is missing', () => {
    const { exitCode, stderr } = execaSync(process.execPath, [join(folder, 'bin/netlab.js'), 'list'], {
      reject: false,
      stripFinalNewline: false,
    });
    expect(exitCode).toBe(3);
    expect(stderr).toBe(
      `netlab: ${join(folder, 'dist/netlab.cjs')} is missing: netlab is not built\n  in ${folder}, run: npm install && npm run build\n`,
    );
  });

  it('never runs what was compiled from an older bundle, though V8 tells them apart by their length alone', () => {
    bundle("'one'");
    run('plan');
    bundle("'two'", -60);
    expect(run('plan')).toBe('two');
  });

  it('compiles anew what is damaged', () => {
    bundle("'one'");
    run('plan');
    const path = join(folder, 'dist', kept()[0]!);
    writeFileSync(path, readFileSync(path).subarray(0, 40));
    expect(run('plan')).toBe('one');
    expect(statSync(path).size).toBeGreaterThan(40);
  });

  it('gives the bundle its own folder, and requires', () => {
    bundle("__dirname + ' ' + typeof require('node:fs').statSync");
    expect(run()).toBe(`${join(folder, 'dist')} function`);
  });
});
