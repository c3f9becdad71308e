import type { Source } from '../base/diagnostic.ts';
import type { NodeAsker } from '../model/context.ts';

/** Rejects an interface that the node does not have. */
export function requireInterface(name: string, at: Source, asker: NodeAsker): void {
  if (name === 'lo' || asker.has(name)) return;
  asker.refuse({
    code: 'unknown-interface',
    message: `${asker.node} has no interface "${name}"`,
    at,
    known: () => asker.connected.map((c) => c.interface),
    word: name,
  });
}
