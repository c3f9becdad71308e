/** Named maps of nftables with their elements, read from `nft -a list ruleset`. nft breaks a long list of elements into lines. */
export interface NftMap {
  /** `ip kube-proxy` */
  readonly table: string;
  readonly name: string;
  /** `tcp . 30080 : goto external-...` */
  readonly elements: readonly string[];
}

export const nftMaps = (text: string): readonly NftMap[] =>
  text.split(/^(?=table )/m).flatMap((table) => {
    const name = /^table (\S+ \S+) \{/.exec(table)?.[1];
    return name === undefined
      ? []
      : [...table.matchAll(/^\tmap (\S+) \{([\s\S]*?)^\t\}/gm)].map(([, map, body]) => ({
          ...{ table: name, name: map! },
          elements: (/elements = \{([\s\S]*)\}/.exec(body!)?.[1] ?? '').split(',').map((one) => one.trim()),
        }));
  });
