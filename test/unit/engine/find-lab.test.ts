import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLab, shippedLabs } from '../../../src/engine/find-lab.ts';
import { UsageError } from '../../../src/engine/usage-error.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-lab-'));
  for (const name of ['mine', 'empty', 'other', 'odd/lab.yaml', 'folder.yaml'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'mine/lab.yaml'), 'lab: mine\n');
  writeFileSync(join(folder, 'other/net.yml'), 'lab: other\n');
  writeFileSync(join(folder, 'a.yaml'), 'lab: a\n');
  writeFileSync(join(folder, 'noext'), 'lab: noext\n');
  symlinkSync('nowhere', join(folder, 'broken.yaml'));
  symlinkSync('circle.yaml', join(folder, 'circle.yaml'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const found = (name: string) => {
  const { file, bytes, shipped } = findLab(name, folder);
  return { file, text: Buffer.from(bytes).toString(), shipped };
};

function refused(name: string): UsageError {
  try {
    findLab(name, folder);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${name} was found`);
}

describe('a lab is a file, a folder with a lab.yaml, or the name of a shipped one', () => {
  test.each([
    ['a.yaml', 'a.yaml', 'lab: a\n'],
    ['./a.yaml', 'a.yaml', 'lab: a\n'],
    ['mine', 'mine/lab.yaml', 'lab: mine\n'],
    ['mine/', 'mine/lab.yaml', 'lab: mine\n'],
    ['mine/lab.yaml', 'mine/lab.yaml', 'lab: mine\n'],
    ['mine/../a.yaml', 'a.yaml', 'lab: a\n'],
    ['noext', 'noext', 'lab: noext\n'],
  ])('%s', (name, file, text) => {
    expect(found(name)).toEqual({ file, text, shipped: false });
  });

  test.each(shippedLabs())('%s', (name) => {
    expect(found(name).shipped).toBe(true);
  });
});

describe('what cannot be read is said in a sentence', () => {
  test.each([
    ['', 'the name of the lab is empty'],
    ['empty', 'the folder empty has no lab.yaml'],
    ['other', 'the folder other has no lab.yaml'],
    ['odd', 'odd/lab.yaml cannot be read: it is a folder'],
    ['folder.yaml', 'the folder folder.yaml has no lab.yaml'],
    ['nothing.yaml', 'there is no file nothing.yaml'],
    ['broken.yaml', 'there is no file broken.yaml'],
    ['circle.yaml', 'there is no file circle.yaml'],
    ['./x/y', 'there is no file ./x/y'],
    ['no-such-lab', 'there is no lab "no-such-lab"'],
  ])('%j', (name, message) => {
    expect(refused(name).message).toBe(message);
  });

  test.each([
    ['other', 'did you mean "other/net.yml"?'],
    ['ruoter', 'did you mean "router"?  all labs: netlab list'],
  ])('%s: %s', (name, hint) => {
    expect(refused(name).hint).toBe(hint);
  });
});

test('a file is not read further than a lab can be long', () => {
  writeFileSync(join(folder, 'long.yaml'), '#'.repeat(3 << 20));
  expect(findLab('long.yaml', folder).bytes.length).toBe((1 << 20) + 1);
});

test('a link out of its folder is not read, because errors quote the lines of a lab', () => {
  const secret = join(folder, 'secret');
  writeFileSync(secret, 'root:SECRET:1\n');
  mkdirSync(join(folder, 'linked'));
  symlinkSync(secret, join(folder, 'linked', 'lab.yaml'));
  symlinkSync('../a.yaml', join(folder, 'linked', 'up.yaml'));
  symlinkSync('../mine', join(folder, 'linked', 'mine'));
  for (const name of ['linked', 'linked/lab.yaml', 'linked/up.yaml'])
    expect(refused(name).message).toMatch(
      /^linked\/\w+\.yaml cannot be read: it is a link that leaves its folder$/,
    );
  // A folder may be a link: its files are inside it.
  expect(found('linked/mine').text).toBe('lab: mine\n');
});
