// docs/reference.md is the schema as a page: `vitest -u` writes it. Here a key without a word about it is a fault.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/base/diagnostic.ts';
import { plainSchema } from '../../src/cli/verbs/schema/json-schema.ts';
import { reference } from '../../src/cli/view/reference/reference.ts';
import { compile } from '../../src/engine/compile.ts';
import { labsFolder } from '../../src/engine/find-lab.ts';
import { interfaceTypes } from '../../src/interfaces/index.ts';
import { networks } from '../../src/networks/index.ts';
import { probes } from '../../src/probes/index.ts';

const folder = new URL('./refusals/', import.meta.url);
const beside = join(labsFolder(), 'ebpf-packet-counter/refused.yaml');

function refusals() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => {
      try {
        compile(readFileSync(new URL(file, folder)), file, [], beside);
      } catch (error) {
        if (error instanceof Refusal) return error.diagnostics;
        throw error;
      }
      return [];
    });
}

const page = reference(plainSchema(), refusals());

test('the page is what the schema says', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/reference.md');
});

test('every interface type, network and probe is in it', () => {
  const titles = [...page.matchAll(/^### (.*)$/gm)].map((match) => match[1]);
  expect(titles).toEqual(expect.arrayContaining([...interfaceTypes.names, ...probes.names]));
  expect(titles).toEqual(expect.arrayContaining(networks.names.map((name) => `network ${name}`)));
});

test('every key has a word about it', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
});

test('nothing of the machinery shows', () => {
  expect(page).not.toMatch(/undefined|\[object|__schema|anyOf/);
});
