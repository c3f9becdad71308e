import { interfaceTypes } from '../../interfaces/index.ts';
import type { Whole } from './index.ts';

/** Errors that an interface type finds in all its devices together. */
export function byType({ draft, faults }: Whole): void {
  const all = [...draft.values()].flatMap((node) => [...node.interfaces.values()]);
  for (const type of interfaceTypes.all)
    type.refuse?.(
      all
        .filter((iface) => iface.type === type.name && iface.device !== undefined)
        .map(({ node, name, device }) => ({ node, name, device })),
      (fault) => {
        faults.add(fault);
      },
    );
}
