// Every warning as printed, and shipped labs without any. test/golden/warnings/all.yaml has one of each kind.
import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { diagnostics } from '../../src/cli/view/diagnostics.ts';
import { compile } from '../../src/engine/compile.ts';
import { labsFolder, shippedLabs } from '../../src/engine/find-lab.ts';
import { plain } from '../unit/cli/paint.ts';

test('a warning has its position, its code, the line with a caret, and what to do', async () => {
  const bytes = readFileSync(new URL('warnings/all.yaml', import.meta.url));
  const { warnings } = compile(bytes, 'all.yaml');
  await expect(`${diagnostics(warnings, () => bytes.toString(), plain, 'warn')}\n`).toMatchFileSnapshot(
    'warnings/all.txt',
  );
});

it.each(shippedLabs())('%s has no warnings', (name) => {
  const file = `labs/${name}/lab.yaml`;
  const path = `${labsFolder()}/${name}/lab.yaml`;
  expect(compile(readFileSync(path), file, [], path).warnings).toEqual([]);
});
