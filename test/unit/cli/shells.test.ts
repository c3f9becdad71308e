import { expect, it } from 'vitest';
import { shellCommand, shellOf } from '../../../src/cli/verbs/shell/shells.ts';

it.each([
  [undefined, 'sh'],
  ['', 'sh'],
  ['/bin/bash', '/bin/bash'],
  ['zsh', 'zsh'],
  ['\x1b[2Jsh', 'sh'],
  ['/bin/sh\n::error::x', 'sh'],
  ['/bin/\u202esh', 'sh'],
])('the shell of SHELL=%j is %s', (SHELL, shell) => {
  const env = SHELL === undefined ? {} : { SHELL };
  expect(shellCommand(shellOf(env), { where: 'a@lab', colour: false }, false)).toEqual([shell]);
});
