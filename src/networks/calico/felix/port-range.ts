/** Ports as felix writes them: merged into as few ranges as possible, with at most 15 numbers per match. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** SimplifyPorts: 80, 81, 82 and 9090 become 80:82 and 9090. */
export function simplify(ranges: readonly PortRange[]): readonly PortRange[] {
  const joined: PortRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before && range.first <= before.last + 1)
      joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
    else joined.push(range);
  }
  return joined;
}

/** XT_MULTI_PORTS: a range counts as two of the fifteen ports. */
const places = 15;

/** SplitPortList: lists that each fit into one multiport match. */
export function split(ranges: readonly PortRange[]): readonly (readonly PortRange[])[] {
  const lists: PortRange[][] = [];
  let free = 0;
  for (const range of ranges) {
    const wanted = range.first === range.last ? 1 : 2;
    if (free < wanted) {
      lists.push([]);
      free = places;
    }
    lists.at(-1)!.push(range);
    free -= wanted;
  }
  return lists;
}

const format = ({ first, last }: PortRange): string => (first === last ? `${first}` : `${first}:${last}`);

export const destinationPorts = (ranges: readonly PortRange[]): string =>
  `-m multiport --dports ${ranges.map(format).join(',')}`;
