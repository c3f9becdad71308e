/** The other side of an interface, for `netlab graph`. */
export type Join =
  /** The other end of a cable. */
  | { readonly kind: 'cable'; readonly node: string; readonly interface: string }
  /** The interface of another node that it stands on. */
  | { readonly kind: 'parent'; readonly node: string; readonly interface: string }
  /** A peer that packets are tunnelled to, by its outer address. */
  | { readonly kind: 'tunnel'; readonly address: string };
