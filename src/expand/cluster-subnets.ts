interface Subnet {
  readonly prefix: string;
  readonly nodes: readonly string[];
  readonly path: readonly string[];
}

/** The subnets under `underlay`: one for all nodes, or one for each group of nodes. */
export function subnetsOf(
  underlay: string | Readonly<Record<string, readonly string[]>> | undefined,
  names: readonly string[],
): readonly Subnet[] {
  if (underlay === undefined) return [];
  if (typeof underlay === 'string') return [{ prefix: underlay, nodes: names, path: ['underlay'] }];
  return Object.entries(underlay).map(([prefix, nodes]) => ({ prefix, nodes, path: ['underlay', prefix] }));
}
