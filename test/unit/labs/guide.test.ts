import { expect, it } from 'vitest';
import { asShown } from '../../labs/guide.ts';

it.each([
  ['up in 0.16 s', 'up in 1.2 s', true],
  ['mac 02:00:00:00:00:01', 'mac 02:00:00:00:00:02', true],
  ['a', 'b', false],
  ['a', 'a\nb', false],
  ['a\n...', 'a\nb\nc', true],
  ['  ...\nc', 'a\nb\nc', true],
  ['a\n...\nc', 'a\nc', true],
  ['a\n...\nc', 'b\nc', false],
  ['a (b) ...', 'a (b) ...', true],
  ['a (b) ...', 'a (b) c', false],
])('a page that shows %j and a command that prints %j: %s', (shown, output, same) => {
  expect(asShown(shown, output)).toBe(same);
});
