import { expect, test } from 'vitest';
import { Faults } from '../../../src/base/diagnostic.ts';
import { fromWritten, locate, locateKey, type Path, placesIn, toPlain } from '../../../src/base/tree.ts';
import { parse } from '../../../src/parse/yaml.ts';

const text = `nodes:
  red:
    routes:
      - to: default
        via: 192.0.2.1
`;

test('places under a part are those of the whole, also where nothing is', () => {
  const tree = parse(Buffer.from(text), 'lab.yaml', new Faults());
  const ways: Path[] = [['nodes', 'red', 'routes'], ['nodes', 'blue', 'routes'], ['nodes'], []];
  const rests: Path[] = [[], [0], [0, 'via'], [0, 'dev'], [1, 'via'], ['red'], ['nodes', 'red']];
  for (const way of ways)
    for (const rest of rests) {
      const places = placesIn(tree, way);
      expect(places.at(rest)).toEqual(locate(tree, [...way, ...rest]));
      expect(places.keyAt(rest)).toEqual(locateKey(tree, [...way, ...rest]));
    }
});

test('what stands in several places is one, written and read', () => {
  const at = { file: 'lab.yaml', line: 1, column: 1 };
  const route = { to: 'default', via: undefined };
  const tree = fromWritten({ red: [route], blue: [route] }, at);
  const plain = toPlain(tree) as { red: unknown[]; blue: unknown[] };
  expect(plain).toEqual({ red: [{ to: 'default' }], blue: [{ to: 'default' }] });
  expect(plain.red[0]).toBe(plain.blue[0]);
});
