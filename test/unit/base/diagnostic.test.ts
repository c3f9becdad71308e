import { expect, test } from 'vitest';
import { Faults, Refusal } from '../../../src/base/diagnostic.ts';

const at = (line: number, column = 1) => ({ file: 'lab.yaml', line, column });

test('faults come in the order of the file, each once', () => {
  const faults = new Faults();
  faults.add({ code: 'b', message: 'second', at: at(2) });
  faults.add({ code: 'a', message: 'first', at: at(1, 9) });
  faults.add({ code: 'b', message: 'second', at: at(2) });
  expect(faults.list.map((fault) => fault.message)).toEqual(['first', 'second']);
});

test('a slip that a for repeats is told three times at most', () => {
  const faults = new Faults();
  for (let i = 0; i < 100; i++) faults.add({ code: 'unknown-node', message: `no node web${i}`, at: at(3) });
  expect(faults.size).toBe(3);
});

test('a consequence of a fault is not told, a missing key is', () => {
  const faults = new Faults();
  faults.add({ code: 'alias', message: 'no anchor', at: at(3) });
  faults.addConsequent([
    { code: 'wrong-type', message: 'found nothing', at: at(3) },
    { code: 'missing-key', message: 'to is missing', at: at(3) },
    { code: 'wrong-type', message: 'elsewhere', at: at(4) },
  ]);
  expect(faults.list.map((fault) => fault.message)).toEqual(['no anchor', 'to is missing', 'elsewhere']);
});

test('a refusal carries every fault and says them all', () => {
  const faults = new Faults();
  faults.raise();
  faults.add({ code: 'a', message: 'one', at: at(1, 2) });
  faults.add({ code: 'b', message: 'two', at: { file: '--set x=1', line: 1, column: 1 } });
  expect(() => faults.raise()).toThrow(Refusal);
  expect(() => faults.raise()).toThrow('lab.yaml:1:2 a: one');
  expect(() => faults.raise()).toThrow('--set x=1 b: two');
});

test('only the faults that are printed get a suggestion and the known words', () => {
  const known = ['node1', 'node2'];
  const faults = Array.from({ length: 10_000 }, (_, i) => ({
    ...{ code: 'unknown-node', message: `no node ${i}`, at: at(i), known, word: 'nod1' },
  }));
  const { diagnostics } = new Refusal(faults);
  expect(diagnostics).toHaveLength(10_000);
  expect(diagnostics.filter((fault) => fault.suggestion === 'node1')).toHaveLength(50);
  expect(diagnostics.filter((fault) => fault.known)).toHaveLength(50);
  expect(diagnostics.some((fault) => 'word' in fault)).toBe(false);
});
