// Compiles the BPF programs that netlab ships: each NAME.bpf.c becomes NAME.o, and NAME.sha256 records the digests of both. Needs clang-14,
// llvm-strip-14 and libbpf-dev of Debian 12. Other versions of clang write other bytes, and test/unit/scripts/bpf.test.ts compares bytes.
//
//   node scripts/bpf.js            all sources below labs/ and test/
//   node scripts/bpf.js --out DIR  into DIR, to compare
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execaSync } from 'execa';

const root = new URL('..', import.meta.url).pathname;
const out = process.argv[2] === '--out' ? process.argv[3] : undefined;
const headers = `/usr/include/${{ arm64: 'aarch64' }[arch()] ?? 'x86_64'}-linux-gnu`;
const digest = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

const sources = ['labs', 'test'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.bpf.c'))
    .map((path) => join(top, path)),
);
for (const source of sources.sort()) {
  const cwd = join(root, dirname(source));
  const folder = out === undefined ? cwd : join(out, dirname(source));
  mkdirSync(folder, { recursive: true });
  const name = basename(source, '.bpf.c');
  const object = join(folder, `${name}.o`);
  // The prefix map keeps this folder's path out of the object.
  execaSync(
    'clang-14',
    [
      ...['-target', 'bpf', '-mcpu=v3', '-O2', '-g', '-Wall', '-Werror', `-fdebug-prefix-map=${cwd}=.`],
      ...[`-I${headers}`, '-c', `${name}.bpf.c`, '-o', object],
    ],
    { cwd, stdio: 'inherit' },
  );
  // -g leaves BTF, which maps and messages of the verifier need.
  execaSync('llvm-strip-14', ['-g', object], { stdio: 'inherit' });
  const record = [`${name}.bpf.c`, `${name}.o`].map(
    (file, i) => `${digest(join(i === 0 ? cwd : folder, file))}  ${file}\n`,
  );
  writeFileSync(join(folder, `${name}.sha256`), record.join(''));
}
