/** The peer of an interface, for `netlab graph`. */
export type Join =
  /** The other end of a cable. */
  | { readonly kind: 'cable'; readonly node: string; readonly interface: string }
  /** The parent interface, in another node. */
  | { readonly kind: 'parent'; readonly node: string; readonly interface: string }
  /** A tunnel peer, by its outer address. */
  | { readonly kind: 'tunnel'; readonly address: string };
