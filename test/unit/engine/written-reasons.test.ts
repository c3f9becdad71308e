import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/base/diagnostic.ts';
import { diagnostics } from '../../../src/cli/view/diagnostics.ts';
import { compile } from '../../../src/engine/compile.ts';
import { findLab, shippedLabs } from '../../../src/engine/find-lab.ts';
import { checkReasons, writtenReasons } from '../../../src/engine/written-reasons.ts';
import { mutantsOf } from '../../../src/mutate/mutants.ts';
import { plain } from '../cli/paint.ts';

const root = mkdtempSync(join(tmpdir(), 'netlab-reasons-'));
const folder = join(root, 'lab');
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'lab.yaml'),
    'lab: x\nnodes: { red: { sysctls: { net.ipv4.conf.all.proxy_arp: 1 } } }\n',
  );
});

const write = (text: string, name = 'mutants.yaml') => writeFileSync(join(folder, name), text);

/** The equivalent mutants by the file, or the printed refusal. */
function read(sets: readonly string[] = [], file = 'lab.yaml') {
  const found = findLab(`lab/${file}`, root);
  const { plan } = compile(found.bytes, found.file, sets, found.path);
  try {
    const written = writtenReasons(found);
    checkReasons(written, plan, sets);
    const reasons = new Set(written.map(({ reason }) => reason));
    return mutantsOf(plan, written).flatMap(({ id, equivalent = '' }) =>
      reasons.has(equivalent) ? [`${id}: ${equivalent}`] : [],
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return diagnostics(error.diagnostics, (name) => readFileSync(join(root, name), 'utf8'), plain);
  }
}

describe('mutants.yaml', () => {
  it('gives the reasons for mutants by id or pattern, and the first entry counts', () => {
    write('flip red/sysctl/*: one\n"* red/sysctl/net.ipv4.conf.all.proxy_arp": two\n');
    expect(read()).toEqual([
      'drop red/sysctl/net.ipv4.conf.all.proxy_arp: two',
      'flip red/sysctl/net.ipv4.conf.all.proxy_arp: one',
    ]);
  });

  it('an entry that matches no mutant is refused', () => {
    write('# reasons\nflip red/sysctl/net.ipv4.conf.all.proxy-arp: one\n');
    expect(read()).toMatchInlineSnapshot(`
      "lab/mutants.yaml:2:1 unknown-mutant: no mutant matches "flip red/sysctl/net.ipv4.conf.all.proxy-arp"
        2 | flip red/sysctl/net.ipv4.conf.all.proxy-arp: one
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          | did you mean "flip red/sysctl/net.ipv4.conf.all.proxy_arp"?  print all ids: netlab mutate LAB --list"
    `);
  });

  it('with --set it is not, because nodes may be missing then', () => {
    write('drop blue/hosts: one\n');
    expect(read(['lab=y'])).toEqual([]);
  });

  it.each([
    ['a list', '- drop red/hosts\n'],
    ['an entry without a reason', 'drop red/sysctl/*:\n'],
    ['an empty reason', 'drop red/sysctl/*: ""\n'],
    ['broken YAML', 'drop: [\n'],
  ])('%s is refused at its line', (_, text) => {
    write(text);
    expect(read()).toMatch(/^lab\/mutants.yaml:\d+:\d+ /);
  });

  it('an empty file, or none, has no reasons', () => {
    expect(read()).toEqual([]);
    write('');
    expect(read()).toEqual([]);
  });

  it('belongs to lab.yaml, not to other files of the folder', () => {
    write('lab: x\nnodes: { red: {} }\n', 'other.yaml');
    write('drop nothing: one\n');
    expect(read([], 'other.yaml')).toEqual([]);
  });

  it('a link out of the folder is not read', () => {
    writeFileSync(join(root, 'secret'), 'drop red/hosts: secret\n');
    symlinkSync('../secret', join(folder, 'mutants.yaml'));
    expect(() => read()).toThrow(/leaves its folder/);
  });
});

it.each(shippedLabs())('%s: each entry matches a mutant', (name) => {
  const found = findLab(name, root);
  const { plan } = compile(found.bytes, found.file, [], found.path);
  expect(() => checkReasons(writtenReasons(found), plan)).not.toThrow();
});
