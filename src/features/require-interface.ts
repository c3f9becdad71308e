import type { Source } from '../base/diagnostic.ts';
import { suggest } from '../base/suggest.ts';
import type { NodeAsker } from '../model/context.ts';

/** Refuses an interface that the asking node does not have. */
export function requireInterface(name: string, at: Source, asker: NodeAsker): void {
  const known = asker.connected.map((c) => c.interface);
  if (known.includes(name) || name === 'lo') return;
  const suggestion = suggest(name, known);
  asker.refuse({
    code: 'unknown-interface',
    message: `${asker.node} has no interface "${name}"`,
    at,
    known,
    ...(suggestion ? { suggestion } : {}),
  });
}
