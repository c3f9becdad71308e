/**
 * Words that people bring from iproute2, Docker and containerlab, and what they are called here. Consulted before the
 * edit distance, because `dstport` is not a typing error for `port`.
 */
const foreign: Readonly<Record<string, readonly string[]>> = {
  dstport: ['port'],
  destport: ['port'],
  vni: ['id'],
  nolearning: ['mac-learning'],
  learning: ['mac-learning'],
  group: ['remote', 'groups'],
  dev: ['link'],
  device: ['dev', 'link'],
  master: ['interfaces'],
  slaves: ['interfaces'],
  ports: ['interfaces', 'port'],
  mac: ['macaddress'],
  lladdr: ['macaddress'],
  address: ['addresses', 'macaddress'],
  ip: ['addresses', 'ipv4'],
  addr: ['addresses'],
  gateway: ['via'],
  gateway4: ['via'],
  gw: ['via'],
  nexthop: ['via', 'nexthops'],
  src: ['from'],
  onlink: ['on-link'],
  neigh: ['neighbors', 'neighbor'],
  neighbours: ['neighbors'],
  arp: ['neighbors', 'neighbor'],
  route: ['routes'],
  rule: ['routing-policy'],
  rules: ['routing-policy', 'iptables'],
  fwmark: ['mark'],
  pref: ['priority'],
  sysctl: ['sysctls'],
  binds: ['files'],
  volumes: ['files'],
  exec: ['run'],
  cmd: ['run'],
  size: ['packet-size'],
  desc: ['about'],
  description: ['about'],
  name: ['lab', 'about'],
  topology: ['nodes'],
  tests: ['verify'],
  checks: ['verify'],
  curl: ['http'],
  tcpdump: ['capture'],
};

/** The known word that was most likely meant, or undefined when nothing is near (more than a third of the letters differ). */
export function suggest(word: string, known: readonly string[]): string | undefined {
  const translated = foreign[word.toLowerCase()]?.find((name) => known.includes(name));
  if (translated) return translated;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(Math.max(word.length, 3) / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Damerau-Levenshtein (optimal string alignment): a swap of neighbours, the commonest slip, counts as one. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length]!;
}
