/** Labs that are built, in the sandbox unless a place is given, looked into and taken down. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import { down } from '../../src/apply/down.ts';
import { type Compiled, compile } from '../../src/engine/compile.ts';
import { labsFolder } from '../../src/engine/find-lab.ts';
import type { Place } from '../../src/model/place.ts';
import type { Plan } from '../../src/model/plan.ts';
import { local } from '../../src/places/local.ts';

export function shipped(name: string): Compiled {
  const path = `${labsFolder()}/${name}/lab.yaml`;
  return compile(readFileSync(path), `labs/${name}/lab.yaml`, [], path);
}

export const written = (yaml: string): Compiled => compile(Buffer.from(yaml), 'lab.yaml');

/** The lab is up while `use` runs, and gone afterwards, whatever happened. */
export async function whileUp<T>(plan: Plan, use: () => Promise<T>, place: Place = local): Promise<T> {
  await apply(plan, place, { file: plan.file });
  try {
    return await use();
  } finally {
    await down(plan.lab, place);
  }
}

/** Output of a command in a node of a lab that is up. */
export async function output(plan: Plan, node: string, ...argv: readonly string[]): Promise<string> {
  const found = plan.nodes.find(({ name }) => name === node)!;
  const outcome = await local.run({ node: found, argv });
  expect(outcome, `${node}: ${argv.join(' ')}`).toMatchObject({ exit: 0 });
  return outcome.stdout;
}

/** The same, of commands that print JSON. */
export const json = async (plan: Plan, node: string, ...argv: readonly string[]) =>
  JSON.parse(await output(plan, node, ...argv));

/** Lines of `iptables-save` for one table, without counters and comments. */
export const saved = async (plan: Plan, node: string, table: string): Promise<readonly string[]> =>
  (await output(plan, node, 'iptables-save', '-t', table))
    .split('\n')
    .filter((line) => line !== '' && !/^[#*]|^COMMIT/.test(line))
    .map((line) => line.replace(/ \[\d+:\d+\]$/, ''));

/** Lines without the comments of rules. */
export const uncommented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replaceAll(/-m comment --comment ("[^"]*"|\S+) ?/g, '').trim());

export const setting = async (plan: Plan, node: string, key: string): Promise<string> =>
  (await output(plan, node, 'sysctl', '-n', key)).trim();
