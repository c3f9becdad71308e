import type { Source } from '../base/diagnostic.ts';
import type { NodeAsker } from '../model/context.ts';

/** Rejects an interface that the node does not have. */
export function requireInterface(name: string, at: Source, asker: NodeAsker): void {
  if (name === 'lo' || asker.connected.some((c) => c.interface === name)) return;
  const known = asker.connected.map((c) => c.interface);
  asker.refuse({
    code: 'unknown-interface',
    message: `${asker.node} has no interface "${name}"`,
    at,
    known,
    word: name,
  });
}
