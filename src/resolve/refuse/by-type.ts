import { interfaceTypes } from '../../interfaces/index.ts';
import type { Whole } from './whole.ts';

/** Errors that an interface type finds in all its devices together. */
export function byType({ draft, faults }: Whole): void {
  const all = [...draft.values()].flatMap((node) => [...node.interfaces.values()]);
  for (const type of interfaceTypes.all)
    type.refuse?.(
      all.flatMap(({ node, name, device, type: own }) =>
        own === type.name && device !== undefined ? [{ node, name, device }] : [],
      ),
      (fault) => {
        faults.add(fault);
      },
    );
}
