import type { Source } from '../base/diagnostic.ts';
import type { NodeAsker } from '../model/context.ts';

/** Rejects an item that the kernel would accept only once ("File exists"). */
export function refuseTwice<T extends { readonly source: Source }>(
  things: readonly T[],
  asker: NodeAsker,
  words: { readonly code: string; readonly hint?: string; key(thing: T): string; name(thing: T): string },
): void {
  const seen = new Map<string, T>();
  for (const thing of things) {
    const key = words.key(thing);
    const first = seen.get(key);
    if (!first) seen.set(key, thing);
    else
      asker.refuse({
        code: words.code,
        message: `${asker.node} already has ${words.name(thing)} (line ${first.source.line})`,
        at: thing.source,
        ...(words.hint ? { hint: words.hint } : {}),
      });
  }
}
