// Every refusal as a learner reads it: test/golden/refusals/<name>.yaml is a lab with that fault, <name>.txt what is printed.
// Read the text when one changes (vitest -u writes them): is the place right, the advice useful, the sentence plain English?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/base/diagnostic.ts';
import type { Paint } from '../../src/cli/verb.ts';
import { diagnostics } from '../../src/cli/view/diagnostics.ts';
import { compile } from '../../src/engine/compile.ts';
import { labsFolder } from '../../src/engine/find-lab.ts';

const folder = new URL('./refusals/', import.meta.url);
/** The labs may name the files of this folder. */
const beside = join(labsFolder(), 'ebpf-packet-counter/refused.yaml');
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));

const same = (text: string) => text;
const paint: Paint = { good: same, bad: same, warn: same, dim: same, strong: same, command: same };

const known = new Map<string, Refusal>();

/** Each lab is compiled once. */
function refused(name: string): Refusal {
  const refusal = known.get(name) ?? compiled(name);
  known.set(name, refusal);
  return refusal;
}

function compiled(name: string): Refusal {
  try {
    compile(readFileSync(new URL(`${name}.yaml`, folder)), `${name}.yaml`, [], beside);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`${name}.yaml was not refused`);
}

const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8');

describe('a lab is refused, and the text says where, what and what to do', () => {
  test.each(names)('%s', async (name) => {
    const text = diagnostics(refused(name).diagnostics, textOf, paint);
    await expect(`${text}\n`).toMatchFileSnapshot(`refusals/${name}.txt`);
  });
});

const all = names.flatMap((name) => refused(name).diagnostics.map((fault) => ({ name, fault })));

test('codes are kebab-case words, and messages are sentences without a full stop', () => {
  for (const { fault } of all) {
    expect(fault.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(fault.message).not.toMatch(/[.!]$|undefined|\[object|NaN/);
  }
});

test('every fault stands at a place of its file', () => {
  for (const { name, fault } of all) {
    const lines = textOf(`${name}.yaml`).split('\n');
    expect(fault.at?.file).toBe(`${name}.yaml`);
    expect(fault.at!.line).toBeLessThanOrEqual(lines.length);
    expect(fault.at!.column).toBeLessThanOrEqual(lines[fault.at!.line - 1]!.length + 1);
  }
});

test('a suggestion is one of the words that are known there', () => {
  for (const { fault } of all)
    if (fault.suggestion !== undefined && fault.known) expect(fault.known).toContain(fault.suggestion);
});
