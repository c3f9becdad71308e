import { expect, test } from 'vitest';
import { jsonText } from '../../../src/base/json-text.ts';
import { logText } from '../../../src/base/log-text.ts';
import { mermaidText } from '../../../src/base/mermaid-text.ts';

test.each([
  ['::error::x', '\\x3a:error::x'],
  ['a\n \t::set-output name=a::b', 'a\n \t\\x3a:set-output name=a::b'],
  ['\x1b[2m  \x1b[22m::stop-commands::x', '\x1b[2m  \x1b[22m\\x3a:stop-commands::x'],
  ['\u00a0\u3000::add-mask::x', '\u00a0\u3000\\x3a:add-mask::x'],
  ['see ##[error]x and ##vso[task.setvariable]y', 'see \\x23#[error]x and \\x23#vso[task.setvariable]y'],
  ['##teamcity[x]', '\\x23#teamcity[x]'],
])('%j in a log is no command', (text, shown) => {
  expect(logText(text)).toBe(shown);
});

test.each(['::1 localhost', 'a ::error::', '## [x]', '# heading'])('%j stays as it is', (text) => {
  expect(logText(text)).toBe(text);
});

test('JSON says the same, and every character of it is seen', () => {
  const data = {
    'k\u202e': ['\x00\x1b\x7f\x9b\u2028\ud800\ufeff', '\u{E0041}', '##[error]', '\n::error::x', 'é日🎉'],
  };
  const text = jsonText(data);
  expect(JSON.parse(text)).toEqual(data);
  expect(text).toMatch(/^[ -~\né日🎉]*$/u);
  expect(text).not.toMatch(/##[a-z]*\[|^\s*::/m);
});

test('a text in a diagram ends nothing there and begins nothing', () => {
  expect(mermaidText('a";<b>\n%%{init}%%`#&\x1b')).toBe(
    'a#34;#59;#60;b#62;\\n#37;#37;{init}#37;#37;#96;#35;#38;\\x1b',
  );
});
