/** Names of src: a type name means one thing, and a function that does work begins with a verb. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((one) => /\.ts$/.test(one))
  .map((file) => ({ file, text: readFileSync(`src/${file}`, 'utf8') }));

it('no type name is exported by two files of src', () => {
  const owners = new Map<string, string[]>();
  for (const { file, text } of files)
    for (const [, name = ''] of text.matchAll(/^export (?:interface|type|class|abstract class|enum) (\w+)/gm))
      owners.set(name, [...(owners.get(name) ?? []), file]);
  expect(owners.size).toBeGreaterThan(300);
  expect([...owners].filter(([, files]) => files.length > 1)).toEqual([]);
});

/** `is` asks, `with` surrounds the work of its caller, `down` is the verb of the command line. */
const verbs =
  'apply ask attach attempt build check choose clear compare conduct diagnose diff down end enter fail fetch find hold is keep ' +
  'launch list load locate map measure open pause prepare read release remove repair require run save scout settle show stimulate stop ' +
  'take tear test trace try up verify with write';

it('an exported function that returns a promise begins with a verb', () => {
  const found = files.flatMap(({ file, text }) =>
    [
      ...text.matchAll(/^export async function (\w+)/gm),
      ...text.matchAll(/^export function (\w+)\b[^{;]*?\): Promise</gm),
      ...text.matchAll(/^export const (\w+) = async\b/gm),
      ...text.matchAll(/^export const (\w+) = (?:<[^(]*>)?\([^=]*\): Promise</gm),
    ].map(([, name = '']) => ({ file, name, first: /^[a-z]+/.exec(name)?.[0] ?? '' })),
  );
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(({ first }) => !verbs.split(' ').includes(first))).toEqual([]);
  expect(verbs.split(' ').filter((verb) => !found.some(({ first }) => first === verb))).toEqual([]);
});
