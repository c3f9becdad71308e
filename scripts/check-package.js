// Checks that `npm pack` ships the needed files and no others, and that the packed netlab runs outside of the checkout.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';

const scratch = mkdtempSync(join(tmpdir(), 'netlab-pack-'));
try {
  const run = (command, args, cwd = process.cwd()) => execaSync(command, args, { cwd }).stdout;
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch, '--loglevel=error']),
  );
  const allowed =
    /^(bin\/(netlab\.js|package\.json)|dist\/(netlab\.cjs|labs\.json)|labs\/.*|docs\/.*\.md|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
  const stray = packed.files.map((file) => file.path).filter((path) => !allowed.test(path));
  if (stray.length > 0) throw new Error(`the package holds what nobody needs: ${stray.join(', ')}`);
  run('tar', ['xzf', join(scratch, packed.filename), '-C', scratch]);
  const bin = join(scratch, 'package', 'bin', 'netlab.js');
  const labs = run(process.execPath, [bin, 'validate', 'flannel-vxlan'], scratch);
  if (!labs.includes('flannel-vxlan')) throw new Error(`the packed netlab does not know its labs: ${labs}`);
  const notes = join(scratch, 'package', 'dist', 'labs.json');
  const { about } = Object.values(JSON.parse(readFileSync(notes, 'utf8'))).find(
    ({ lab }) => lab === 'flannel-vxlan',
  );
  writeFileSync(notes, readFileSync(notes, 'utf8').replace(about, 'as noted'));
  const listed = run(process.execPath, [bin, 'list'], scratch);
  if (!/flannel-vxlan .*as noted/.test(listed))
    throw new Error(`list takes nothing from dist/labs.json: ${listed}`);
  run('node_modules/.bin/publint', ['run', '--strict', '.']);
  process.stdout.write(`${packed.files.length} files, ${Math.round(packed.size / 1024)} KiB\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
