/** Data of a lab as YAML. (The yaml package is CommonJS inside: imported dynamically from a bundle it has no names.) */
import { Document, isScalar, Scalar, type ScalarTag, visit } from 'yaml';
import { terminalText, unseen } from '../../../base/terminal-text.ts';
import type { Plain } from '../../../base/tree.ts';

/** The failsafe schema has no null, and the lab language reads these words as one: text that looks like them is quoted. */
const nothing: ScalarTag = {
  tag: 'tag:yaml.org,2002:null',
  default: true,
  identify: (value) => value === null,
  createNode: () => new Scalar(null),
  test: /^(~|null|)$/,
  resolve: () => new Scalar(null),
  stringify: () => '~',
};

export function toYaml(data: Plain): string {
  // Many nodes may share one object. It is printed in full in each.
  const document = new Document(data, {
    schema: 'failsafe',
    customTags: [nothing],
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_, node) {
      if (!isScalar(node) || typeof node.value !== 'string' || !isOdd(node.value)) return;
      node.value = node.value.replace(odd, hidden);
      node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document
    .toString({ lineWidth: 110 })
    .replaceAll(token, (_, hex: string) => `\\U${hex.padStart(8, '0')}`);
}

/** Characters that a terminal obeys or hides, text that a CI server takes for a command (base/log-text.ts), and ends of a token. */
const odd = new RegExp(`${unseen.source}|:(?=:)|#(?=#)|[\\uE000\\uE001]`, 'gu');
const isOdd = (text: string): boolean =>
  terminalText(text) !== text || /::.*::|##[A-Za-z]*\[|[\uE000\uE001]/s.test(text);

/** Stands for a character until all is laid out, and is its escape then: the library itself escapes few of them. */
const hidden = (char: string): string => `\uE000${char.codePointAt(0)!.toString(16)}\uE001`;
const token = /\uE000([0-9a-f]+)\uE001/g;
