import { describe, expect, it } from 'vitest';
import { isLabName } from '../../../src/apply/journal.ts';
import { asSaid, isTwinName, twinName, twinsLock } from '../../../src/base/twin-names.ts';

const long = 'a-name-of-forty-characters-which-is-most';

describe('the names of labs that diff and mutate build', () => {
  it.each(['vxlan', 'vxlan-multicast', long])('are known as those of %s', (lab) => {
    for (const name of [asSaid(lab), twinName(lab, 'twin', 1), twinName(lab, 'mutant', 12)])
      expect([name, isTwinName(lab, name), name.length <= 40]).toEqual([name, true, true]);
  });

  it.each([
    ['vxlan', asSaid('vxlan-multicast')],
    ['vxlan', twinName('vxlan-multicast', 'twin', 1)],
    ['vxlan', twinName('vxlan-multicast', 'mutant', 2)],
    ['vxlan', 'vxlan-mutant-1-twin-x'],
    ['vxlan', 'vxlan'],
    ['vxlan-multicast', twinName('vxlan', 'mutant', 1)],
  ])('of %s do not include %s', (lab, name) => expect(isTwinName(lab, name)).toBe(false));
});

it('no lab has the name of a lock', () => {
  for (const lab of ['vxlan', long]) expect(isLabName(twinsLock(lab))).toBe(false);
});
