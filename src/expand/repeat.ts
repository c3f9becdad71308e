/**
 * `for: { l: 1..2, s: [a, b] }` on a map entry or a list item: one copy per combination, in order. `$(l)` and `$(s)` are
 * replaced in names and values. Copies keep the position of the original, so messages refer to a line of the file.
 */
import type { Faults } from '../base/diagnostic.ts';
import { type Entry, find, type Mapping, mapParts, type Tree } from '../base/tree.ts';
import type { Growth } from './growth.ts';
import { substitute, substituteText, type Values } from './vars.ts';

/** More copies than any lab needs. The limit catches typing errors in ranges. */
const maxCopies = 20_000;
const mostVariables = 10;

interface Budget {
  left: number;
  over: boolean;
}

export function repeat(tree: Tree, faults: Faults, growth: Growth): Tree {
  const budget: Budget = { left: maxCopies, over: false };
  const walk = (value: Tree): Tree => {
    if (value.kind === 'list' && value.items.some(isLoop))
      return {
        ...value,
        items: value.items.flatMap((item) =>
          copies(item, faults, budget, growth).map(([copy]) => walk(copy)),
        ),
      };
    if (value.kind === 'map' && value.entries.some((entry) => isLoop(entry.value))) {
      const entries = value.entries.flatMap((entry): Entry[] =>
        copies(entry.value, faults, budget, growth).map(([copy, values]) => ({
          ...entry,
          key: values ? substituteText(entry.key, values, entry.keyAt, growth) : entry.key,
          value: walk(copy),
        })),
      );
      return { ...value, entries: unique(entries, faults) };
    }
    return mapParts(value, (part, key) => (key === 'for' ? part : walk(part)));
  };
  return walk(tree);
}

const isLoop = (tree: Tree): boolean => tree.kind === 'map' && find(tree, 'for') !== undefined;

/** Duplicate names: the name has no variable, or the lab also has an entry with the name of a copy. */
function unique(entries: readonly Entry[], faults: Faults): readonly Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    if (!seen.has(entry.key)) return seen.add(entry.key);
    faults.add({
      code: 'duplicate-key',
      message: `for creates "${entry.key}", which exists already`,
      at: entry.keyAt,
      hint: 'use the variable in the name: web$(i)',
    });
    return false;
  });
}

function copies(tree: Tree, faults: Faults, budget: Budget, growth: Growth): (readonly [Tree, Values?])[] {
  const loop = tree.kind === 'map' ? find(tree, 'for') : undefined;
  if (!loop || tree.kind !== 'map') return [[tree]];
  const body: Mapping = { ...tree, entries: tree.entries.filter((entry) => entry !== loop) };
  if (loop.value.kind !== 'map' || loop.value.entries.length === 0) {
    faults.add({
      code: 'for',
      message: 'for must be a map of variables to ranges or lists',
      at: loop.value.at,
      hint: 'for: { l: 1..3 }',
    });
    return [];
  }
  if (budget.over) return [];
  if (loop.value.entries.length > mostVariables) {
    faults.add({
      code: 'for',
      message: `for has at most ${mostVariables} variables, this one has ${loop.value.entries.length}`,
      at: loop.value.at,
    });
    return [];
  }
  let combinations: Values[] = [{}];
  for (const { key, keyAt, value } of loop.value.entries) {
    if (!/^[a-z][a-z0-9-]*$/.test(key))
      faults.add({ code: 'for', message: `"${key}" is not a variable name`, at: keyAt });
    const range = runsThrough(value, faults);
    if (combinations.length * range.length > budget.left) {
      // The rest of the lab is not looked at.
      budget.over = true;
      faults.add({
        code: 'for-too-many',
        message: `for creates more than ${maxCopies} copies`,
        at: value.at,
      });
      return [];
    }
    combinations = combinations.flatMap((values) => range.map((item) => ({ ...values, [key]: item })));
  }
  budget.left -= combinations.length;
  growth.copy(body, combinations.length, tree.at);
  return combinations.map((values) => [substitute(body, values, growth), values]);
}

function runsThrough(tree: Tree, faults: Faults): readonly string[] {
  const fault = (message: string) => {
    faults.add({ code: 'for', message, at: tree.at, hint: 'write a range (1..4) or a list ([red, blue])' });
    return [];
  };
  if (tree.kind === 'list')
    return tree.items.flatMap((item) =>
      item.kind === 'scalar' && item.text !== null ? [item.text] : fault('"for" values must be text'),
    );
  const range = tree.kind === 'scalar' ? tree.text?.match(/^(\d{1,6})\.\.(\d{1,6})$/) : undefined;
  if (!range) return fault('expected a range or a list');
  const [from, to] = [Number(range[1]), Number(range[2])];
  if (to < from) return fault(`the range ${from}..${to} ends before it begins`);
  if (to - from >= maxCopies) return fault(`the range ${from}..${to} has more than ${maxCopies} values`);
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}
