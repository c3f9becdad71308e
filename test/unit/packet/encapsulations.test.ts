import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { encapsulationIn, encapsulations } from '../../../src/packet/encapsulations.ts';
import { patterns } from '../../../src/probes/capture/pattern.ts';

it('finds the header of a frame', () => {
  const names = encapsulations.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['vxlan', 'geneve', 'gre', 'ipip', 'sit', 'wireguard']));
  expect(encapsulationIn({ length: 60, geneve: { vni: 7, port: 6081, type: 'teb' } })?.title).toBe('Geneve');
  expect(encapsulationIn({ length: 60, wireguard: { type: 'data' } })?.sealed).toBe(true);
  expect(encapsulationIn({ length: 60 })).toBeUndefined();
});

it.each(encapsulations.flatMap(({ name, fields }) => (fields ? [name] : [])))(
  'a pattern may name %s, and none of its unknown fields',
  (name) => {
    expect(patterns().safeParse({ [name]: {} }).success).toBe(true);
    expect(patterns().safeParse({ [name]: { no_such_field: '1' } }).success).toBe(false);
  },
);

/** Traces and probes read the registry, so a new header needs no line there. */
it.each(['src/trace', 'src/probes'])('no file of %s has its own list', (folder) => {
  const root = new URL(`../../../${folder}/`, import.meta.url);
  const lists = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => {
    const text = file.endsWith('.ts') ? readFileSync(new URL(file, root), 'utf8') : '';
    return /['.](geneve|gre|flannel-udp)\b(?!-)/.test(text);
  });
  expect(lists).toEqual([]);
});
