import { expect, test } from 'vitest';
import { mayHold } from '../../../../src/places/vm/labs.ts';

test.each<[string, readonly string[], readonly string[] | undefined, boolean]>([
  ['no lab is in the VM', [], undefined, false],
  ['any lab is looked for', ['a'], undefined, true],
  ['the lab is in the VM', ['a', 'b'], ['b'], true],
  ['one of the labs is in the VM', ['b'], ['a', 'b'], true],
  ['other labs are in the VM', ['a', 'b-more'], ['b', 'c'], false],
  ['a mutant of the lab is in the VM', ['b-mutant-2'], ['b'], true],
  ['the reference lab of diff is in the VM', ['b-as-said'], ['b'], true],
])('whether the VM is asked: %s', (_, noted, wanted, expected) => {
  expect(mayHold(noted, wanted)).toBe(expected);
});
