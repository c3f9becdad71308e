/**
 * `web*`, `leaf[12]`, `node?`: patterns that match node names. Only the last star is extended after a mismatch, so matching takes
 * at most pattern length times name length comparisons. A RegExp would take exponential time.
 */
export const isGlob = (text: string): boolean => /[*?[]/.test(text);

export type Glob = (name: string) => boolean;

/** One character of the name; a star is any number of them. */
type Part = '*' | ((character: string) => boolean);

/** `count` is called for each comparison. */
export function globPattern(glob: string, count?: () => void): Glob {
  const parts = partsOf(glob);
  return parts ? (name) => matches(parts, name, count) : () => false;
}

/** Only `*` is special: ids of mutants contain all other characters. */
export const starPattern = (glob: string, count?: () => void): Glob => {
  const parts = [...glob].map((one) => (one === '*' ? '*' : literal(one)));
  return (name) => matches(parts, name, count);
};

const literal =
  (wanted: string): Part =>
  (one) =>
    one === wanted;

/** Undefined if a `[` is not closed. */
function partsOf(glob: string): readonly Part[] | undefined {
  const characters = [...glob];
  const parts: Part[] = [];
  for (let i = 0; i < characters.length; i++) {
    const one = characters[i]!;
    if (one === '*') parts.push('*');
    else if (one === '?') parts.push(() => true);
    else if (one === '[') {
      const end = characters.indexOf(']', i);
      if (end < 0) return undefined;
      parts.push(classOf(characters.slice(i + 1, end)));
      i = end;
    } else parts.push(literal(one));
  }
  return parts;
}

/** `[abc]`, `[1-4]`, `[^abc]` and `[!abc]`. */
function classOf(characters: readonly string[]): Part {
  const negated = characters[0] === '^' || characters[0] === '!';
  const rest = negated ? characters.slice(1) : characters;
  const ranges: (readonly [string, string])[] = [];
  for (let i = 0; i < rest.length; i++) {
    const range = rest[i + 1] === '-' && i + 2 < rest.length;
    ranges.push([rest[i]!, range ? rest[i + 2]! : rest[i]!]);
    if (range) i += 2;
  }
  return (one) => ranges.some(([from, to]) => from <= one && one <= to) !== negated;
}

function matches(parts: readonly Part[], name: string, count?: () => void): boolean {
  let part = 0;
  let at = 0;
  let star = -1;
  let starEnds = 0;
  while (at < name.length) {
    count?.();
    const next = parts[part];
    if (next === '*') {
      star = part++;
      starEnds = at;
    } else if (next?.(name[at]!)) {
      part += 1;
      at += 1;
    } else if (star >= 0) {
      part = star + 1;
      at = ++starEnds;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === '*');
}
