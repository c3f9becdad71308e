// Looking for a rootless place leaves no folder where there is none.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { holderSource } from '../../../src/places/rootless/rootless.ts';
import { launch } from './process.ts';

test('find exits 4 and makes nothing', async () => {
  const runtime = mkdtempSync(join(tmpdir(), 'netlab-holder-'));
  onTestFinished(() => rmSync(runtime, { recursive: true }));
  const folder = join(runtime, 'netlab');
  const { ended } = launch(holderSource(), [folder, 'find', 'run', 'true']);
  expect(await ended).toEqual({ code: 4, out: [], err: '' });
  expect(existsSync(folder)).toBe(false);
});
