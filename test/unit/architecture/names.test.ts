/** A type name is exported by one file of src, so that a name means one thing. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('no type name is exported by two files of src', () => {
  const owners = new Map<string, string[]>();
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((one) =>
    /\.ts$/.test(one),
  ))
    for (const [, name = ''] of readFileSync(`src/${file}`, 'utf8').matchAll(
      /^export (?:interface|type|class|abstract class|enum) (\w+)/gm,
    ))
      owners.set(name, [...(owners.get(name) ?? []), file]);
  expect(owners.size).toBeGreaterThan(300);
  expect([...owners].filter(([, files]) => files.length > 1)).toEqual([]);
});
