/** Objects of BPF programs are what their sources give. Only the clang of Debian 12 writes the same bytes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/base/digest.ts';
import { packageRoot } from '../../../src/engine/find-lab.ts';
import { all } from '../../labs/sample.ts';

const sources = ['labs', 'test'].flatMap((top) =>
  readdirSync(join(packageRoot(), top), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.bpf.c'))
    .map((path) => join(top, path)),
);
const bytes = (path: string) => readFileSync(join(packageRoot(), path));

it('there are sources', () => {
  expect(sources.length).toBeGreaterThan(1);
});

it.each(sources)('the digests of %s and its object are recorded', (source) => {
  const name = source.replace(/\.bpf\.c$/, '');
  const [folder, base] = [dirname(source), name.slice(name.lastIndexOf('/') + 1)];
  const files = [`${base}.bpf.c`, `${base}.o`];
  const lines = files.map((file) => `${sha256(bytes(join(folder, file)))}  ${file}\n`);
  expect(bytes(`${name}.sha256`).toString()).toBe(lines.join(''));
});

const compiler = execaSync('clang-14', ['--version'], { reject: false }).stdout ?? '';

describe.runIf(all)('compiled again (only with --all)', () => {
  it.runIf(/clang version 14\.0\.6/.test(compiler))('each object has the same bytes', () => {
    const out = mkdtempSync(join(tmpdir(), 'netlab-bpf-'));
    try {
      execaSync('node', ['scripts/bpf.js', '--out', out], { cwd: packageRoot() });
      for (const source of sources) {
        const object = source.replace(/\.bpf\.c$/, '.o');
        expect(readFileSync(join(out, object)).equals(bytes(object)), object).toBe(true);
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
