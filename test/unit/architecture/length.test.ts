/** A file is one thing: no file in src or test is longer than 250 lines. Golden plans are generated. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const most = 250;

it(`no file in src or test is longer than ${most} lines`, () => {
  const files = ['src', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|js|py|sh)$/.test(file) && !/^golden\/.*\.sh$/.test(file))
      .map((file) => `${folder}/${file}`),
  );
  expect(files.length).toBeGreaterThan(400);
  const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
  expect(files.filter((file) => lines(file) > most).map((file) => `${file}: ${lines(file)}`)).toEqual([]);
});
