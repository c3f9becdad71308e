/** The gateways and interfaces in the output of `ip route get fibmatch`. */

/** The gateways of the route, or the destination if it is on the link; empty if there is no route. */
export function nextHopsOf(route: string | undefined, dst: string): readonly string[] {
  if (route === undefined || devicesOf(route).length === 0) return [];
  const gateways = [...route.matchAll(/\bvia (?:inet6? )?([0-9a-f.:]+)/g)].map((match) => match[1]!);
  return gateways.length > 0 ? gateways : [dst];
}

export const devicesOf = (route: string | undefined): readonly string[] =>
  [...(route ?? '').matchAll(/\bdev (\S+)/g)].map((match) => match[1]!);
