import { describe, expect, it } from 'vitest';
import { markdown } from '../../../src/cli/verbs/show/markdown/markdown.ts';
import { marked, plain } from './paint.ts';

const lines = (text: string, width = 40) => markdown(text, plain, width).split('\n');

describe('a guide in the terminal', () => {
  it.each([
    ['wraps a paragraph', 'one two three four\nfive six', ['one two three', 'four five six'], 14],
    [
      'keeps code as it stands',
      '```sh\nip  link   show | grep veth\n```',
      ['    ip  link   show | grep veth'],
      31,
    ],
    [
      'breaks a long line of code at blanks',
      '```\nip  link   show | grep veth\nno-blank-in-this-line\n```',
      ['    ip  link   show', '        | grep veth', '    no-blank-in-this-line'],
      20,
    ],
    [
      'breaks a long command with a backslash, and not inside quotes',
      "```console\n$ netlab exec lab node -- sh -c 'ip link | grep veth' && echo done\n```",
      ['    $ netlab exec lab node -- sh \\', "        -c 'ip link | grep veth' \\", '        && echo done'],
      36,
    ],
    ['knows indented code', '    ip link', ['    ip link'], 40],
    [
      'hangs items',
      '- one two three four five\n- six',
      ['  - one two three four', '    five', '  - six'],
      24,
    ],
    ['nests items', '1. one\n   - two', ['  1. one', '       - two'], 40],
    ['puts code into items', '1. one\n   ```\n   two\n   ```', ['  1. one', '', '         two'], 40],
    ['aligns tables', '| a | b |\n|---|---|\n| long | x |', ['  a     b', '  long  x'], 40],
    [
      'does not part cells inside code',
      '| a | b |\n|--|--|\n| `x|y` | z |',
      ['  a      b', '  `x|y`  z'],
      40,
    ],
    ['marks quotes', '> one\n> two', ['  | one two'], 40],
    ['shows where links lead', '[a](https://b.example)', ['a (https://b.example)'], 40],
    ['hides links to the same folder', 'see [the lab](lab.yaml)', ['see the lab'], 40],
    ['leaves stars and underscores alone that mark nothing', '2 * 3 * 4 a_b_c', ['2 * 3 * 4 a_b_c'], 40],
    ['leaves comments out', '<!-- x -->\ntext', ['text'], 40],
    ['ends an open fence with the text', '```\ncode', ['    code'], 40],
  ])('%s', (_, text, expected, width) => {
    expect(lines(text, width)).toEqual(expected);
  });

  it('colours words one by one, so that no colour runs over a line end', () => {
    expect(markdown('**two words** and `ip link`', marked, 40)).toBe(
      '\x1b[1mtwo\x1b[0m \x1b[1mwords\x1b[0m and \x1b[36mip\x1b[0m \x1b[36mlink\x1b[0m',
    );
  });
});
