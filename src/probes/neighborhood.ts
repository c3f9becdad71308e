/**
 * The address that a node asks another by: the one on a link that both share, else the other's first. Askers on the same links get
 * the same answer, so it is looked up once for all of them.
 */
import { groupBy } from '../base/group-by.ts';
import type { ReferenceResolver } from '../model/context.ts';

export interface Target {
  /** As the lab calls it. */
  readonly name: string;
  readonly node?: string;
  readonly address: string;
  /** By the node that asks, where it is another. */
  readonly nearer?: Readonly<Record<string, string>>;
}

/** A node or address of `to`. Its address depends on the node that asks. */
export interface Meant {
  readonly name: string;
  readonly node?: string;
  /** Undefined where it was refused. */
  readonly address: (from: string) => string | undefined;
}

/** The lookups that the checks of a lab have left. */
export interface Budget {
  left: number;
}

/** Nodes that are on the same links. */
interface Place {
  readonly links: readonly string[];
  readonly nodes: readonly string[];
}

export interface Neighborhood {
  readonly places: readonly Place[];
  readonly byLink: ReadonlyMap<string, readonly Place[]>;
}

export function neighborhood(nodes: readonly string[], asker: ReferenceResolver): Neighborhood {
  const found = groupBy(nodes, (node) => asker.links(node).join('\n'));
  const places = [...found.values()].map((those): Place => ({ links: asker.links(those[0]!), nodes: those }));
  const onLinks = places.flatMap((place) => place.links.map((link) => ({ link, place })));
  const byLink = new Map(
    [...groupBy(onLinks, ({ link }) => link)].map(([link, those]) => [link, those.map(({ place }) => place)]),
  );
  return { places, byLink };
}

/**
 * Undefined where any address was refused. Nodes that share no link with it all get one address, so only those that share one are
 * looked at.
 */
export function target(
  { name, node, address }: Meant,
  { places, byLink }: Neighborhood,
  asker: ReferenceResolver,
  budget: Budget,
): Target | undefined {
  const shared = new Map<Place, string>();
  for (const link of node === undefined ? [] : asker.links(node))
    for (const place of byLink.get(link) ?? []) {
      budget.left--;
      shared.set(place, `${shared.get(place) ?? ''}${link}\n`);
    }
  const other = (place: Place) => place.nodes.find((one) => one !== node);
  const far = places.find((place) => !shared.has(place) && other(place) !== undefined);
  const known = new Map<string, string | undefined>();
  const answers = [...shared].flatMap(([{ nodes }, links]) => {
    const asking = nodes.find((one) => one !== node);
    if (asking === undefined) return [];
    if (!known.has(links)) known.set(links, address(asking));
    return [{ nodes, address: known.get(links) }];
  });
  const usual = far ? address(other(far)!) : answers.length > 0 ? answers[0]!.address : '';
  if (usual === undefined || answers.some((answer) => answer.address === undefined)) return undefined;
  const nearer = answers
    .filter((answer) => answer.address !== usual)
    .flatMap((answer) => answer.nodes.map((one) => [one, answer.address!] as const));
  budget.left -= nearer.length;
  return {
    name,
    ...(node === undefined ? {} : { node }),
    address: usual,
    ...(nearer.length > 0 ? { nearer: Object.fromEntries(nearer) } : {}),
  };
}
