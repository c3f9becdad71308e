import { expect, test } from 'vitest';
import { kernelJson } from '../../../src/base/kernel-json.ts';

test('an alias may hold what JSON forbids', () => {
  expect(kernelJson('[{"ifname":"eth0","ifalias":"a\x1b[31m\n::error::b\tc"}]\n')).toEqual([
    { ifname: 'eth0', ifalias: 'a\x1b[31m\n::error::b\tc' },
  ]);
  expect(kernelJson('[\n1\n]\n')).toEqual([1]);
  expect(() => kernelJson('no JSON')).toThrow('expected the JSON of ip or bridge, found "no JSON"');
});
