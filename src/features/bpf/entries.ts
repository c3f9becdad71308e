import type { Source } from '../../base/diagnostic.ts';
import { byteTypes, typedBytes } from '../../base/typed-bytes.ts';
import type { NodeAsker } from '../../model/context.ts';
import type { BpfSpec, EntrySpec } from './schema.ts';

/** An entry of a map. `title` is its key as the lab writes it, with addresses in place of references. */
export interface MapEntry {
  readonly map: string;
  readonly volatile: boolean;
  readonly title: string;
  readonly key: readonly number[];
  readonly value: readonly number[];
  readonly about?: string;
  readonly source: Source;
}

export function readEntries(
  { map, volatile, entries }: BpfSpec['maps'][number],
  i: number,
  asker: NodeAsker,
): readonly MapEntry[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, k) => {
    const source = asker.at('maps', i, 'entries', k);
    const at = (part: 'key' | 'value') => asker.at('maps', i, 'entries', k, part);
    const key = bytesOf(entry, 'key', at('key'), asker);
    const value = bytesOf(entry, 'value', at('value'), asker);
    if (!key || !value) return [];
    const title = asker.text(entry.key, at('key')).trim().replaceAll(/\s+/g, ' ');
    const bytes = key.join(' ');
    if (seen.has(bytes))
      asker.refuse({
        code: 'bpf-key-twice',
        message: `the map ${map} already has the key ${title}`,
        at: at('key'),
      });
    seen.add(bytes);
    return [{ map, volatile, title, key, value, source, ...(entry.about ? { about: entry.about } : {}) }];
  });
}

function bytesOf(
  entry: EntrySpec,
  part: 'key' | 'value',
  at: Source,
  asker: NodeAsker,
): readonly number[] | undefined {
  const found = typedBytes(asker.text(entry[part], at));
  if ('bytes' in found) return found.bytes;
  asker.refuse({
    code: 'typed-bytes',
    message: `invalid ${part}: ${found.fault}`,
    at,
    hint: `write types and values in turn: ${byteTypes}`,
  });
  return undefined;
}
