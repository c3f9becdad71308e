import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256 } from '../../../src/base/digest.ts';
import { readCatalog } from '../../../src/engine/catalog.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-catalog-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lab = (about: string) => `lab: one
about: ${about}
labels: { group: mine }
nodes: { a: { iptables: [-P FORWARD DROP] } }
`;
const write = (text: string) => {
  mkdirSync(join(folder, 'one'), { recursive: true });
  writeFileSync(join(folder, 'one/lab.yaml'), text);
};
const noted = (text: string) =>
  new Map([[sha256(text), { about: 'as noted', group: 'noted', nodes: 7, faults: 0 }]]);

it('tells what a lab says of itself and what it needs', async () => {
  write(lab('as it is'));
  expect(await readCatalog(folder, folder, true)).toEqual([
    {
      ...{ name: 'one', lab: 'one', about: 'as it is', group: 'mine', nodes: 1, faults: 0 },
      requires: { tools: expect.arrayContaining(['ip', 'iptables']), kernel: expect.any(Array) },
    },
  ]);
});

it('takes what the build noted of this very text, and of no other', async () => {
  write(lab('as it is'));
  expect(await readCatalog(folder, folder, true, noted(lab('as it is')))).toMatchObject([
    { about: 'as noted' },
  ]);
  write(lab('changed by hand'));
  expect(await readCatalog(folder, folder, true, noted(lab('as it is')))).toMatchObject([
    { about: 'changed by hand', group: 'mine' },
  ]);
});

it('lists a lab that is refused', async () => {
  write('lab: one\nnodes: [');
  expect(await readCatalog(folder, folder, true)).toMatchObject([{ name: 'one', about: '', faults: 1 }]);
});
