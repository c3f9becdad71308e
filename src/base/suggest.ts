/**
 * Words of iproute2, sysctl, Docker, netplan and containerlab, with their names in the lab language. They come before the
 * edit distance: `dstport` means `port`, but the distance between them is large.
 */
const foreign: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    // ip link
    dstport: ['port'],
    destport: ['port'],
    vni: ['id'],
    vnid: ['id'],
    nolearning: ['mac-learning'],
    learning: ['mac-learning'],
    group: ['remote', 'groups'],
    dev: ['link'],
    device: ['dev', 'link'],
    parent: ['link'],
    master: ['interfaces'],
    slaves: ['interfaces'],
    members: ['interfaces'],
    ports: ['interfaces', 'port'],
    mac: ['macaddress'],
    hwaddr: ['macaddress'],
    lladdr: ['macaddress', 'mac'],
    stp_state: ['stp'],
    forward_delay: ['forward-delay'],
    ageing_time: ['ageing-time'],
    mcast_snooping: ['multicast-snooping'],
    hairpin_mode: ['hairpin'],
    kind: ['type'],
    // ip addr
    address: ['addresses', 'macaddress', 'interfaces'],
    ip: ['addresses', 'ipv4', 'interfaces'],
    addr: ['addresses', 'interfaces'],
    addresses: ['interfaces'],
    ipv4: ['interfaces'],
    ipv6: ['interfaces'],
    inet: ['addresses', 'ipv4'],
    inet6: ['addresses', 'ipv6'],
    'ipv4-address': ['addresses', 'ipv4'],
    // ip route, ip rule
    dst: ['to'],
    dest: ['to'],
    destination: ['to'],
    target: ['to'],
    gateway: ['via'],
    gateway4: ['via', 'routes'],
    gateway6: ['via', 'routes'],
    gw: ['via'],
    nexthop: ['via', 'nexthops'],
    multipath: ['nexthops'],
    src: ['from'],
    source: ['from'],
    onlink: ['on-link'],
    proto: ['protocol'],
    route: ['routes'],
    rule: ['routing-policy'],
    rules: ['routing-policy', 'iptables'],
    nft: ['nftables'],
    ruleset: ['nftables'],
    lookup: ['table'],
    fwmark: ['mark'],
    pref: ['priority'],
    preference: ['priority'],
    // ip neigh, bridge fdb
    neigh: ['neighbors', 'neighbor'],
    neighbour: ['neighbors', 'neighbor'],
    neighbours: ['neighbors'],
    arp: ['neighbors', 'neighbor'],
    forwarding: ['fdb'],
    // sysctl, Docker, containerlab
    sysctl: ['sysctls'],
    binds: ['files'],
    volumes: ['files'],
    exec: ['run'],
    cmd: ['run'],
    command: ['run'],
    expose: ['serve'],
    desc: ['about'],
    description: ['about'],
    comment: ['about'],
    name: ['lab', 'about'],
    topology: ['nodes'],
    hosts: ['nodes'],
    variables: ['vars'],
    // probes
    size: ['packet-size'],
    timeout: ['within'],
    tests: ['verify'],
    checks: ['verify'],
    curl: ['http'],
    tcpdump: ['capture'],
    interface: ['interfaces', 'dev', 'link'],
    iface: ['dev', 'link', 'interfaces'],
  }),
);

/** Longer words are file contents and similar. The time of a comparison grows with the product of both lengths. */
const longest = 100;
/** More words than a message should list. */
const mostCompared = 5000;

/**
 * The closest known word, or undefined if more than a third of the letters differ. Tests replace `compare` to count calls.
 */
export function suggest(
  word: string,
  known: readonly string[],
  compare: typeof editDistance = editDistance,
): string | undefined {
  const translated = foreign.get(word.toLowerCase())?.find((name) => known.includes(name));
  if (translated) return translated;
  if (word.length > longest) return undefined;
  let best: string | undefined;
  let compared = 0;
  let bestDistance = Math.max(1, Math.floor(Math.max(word.length, 3) / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(word.length - candidate.length) >= bestDistance) continue;
    if (++compared > mostCompared) break;
    const distance = compare(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Damerau-Levenshtein (optimal string alignment): a swap of two neighbours, a common typing error, counts as one. */
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
