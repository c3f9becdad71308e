/**
 * The state of each node before and after the packet is sent: rules with their counters, protocol counters, interfaces
 * with counters, neighbors, fdb. A counter rises because of this packet, or of others at the same time.
 */

import { readTables } from '../base/iptables-save.ts';
import { kernelJson } from '../base/kernel-json.ts';
import { shellWord } from '../base/quote.ts';
import type { PlanNode } from '../model/plan.ts';
import type { Row } from '../state/state.ts';
import { readWireguard } from '../state/wireguard.ts';
import { type BalancedConnection, connectionsCommand, readConnections } from './ipvs.ts';
import { type NftChain, nftChains } from './nft-chains.ts';
import { type NftMap, nftMaps } from './nft-maps.ts';
import { type BalancedService, readServices, servicesCommand } from './virtual-services.ts';

/** One rule, or the policy of a chain, in the order in which iptables-save prints them. */
export interface Counted {
  readonly family: 'iptables' | 'ip6tables' | 'nft';
  /** The name of the table; for nft with its family: `inet filter`. */
  readonly table: string;
  readonly chain: string;
  /** `-A FORWARD -s ... -j DROP`, `-P FORWARD DROP`; of nft `forward tcp dport 80 drop`. */
  readonly line: string;
  /** The target of the rule: `ACCEPT`, `DROP`, `DNAT`, the name of a chain; empty if the rule only counts. */
  readonly target: string;
  readonly packets: number;
}

export interface Reading {
  readonly rules: readonly Counted[];
  /** `Ip.ForwDatagrams`, `TcpExt.TCPTimeouts`, `IpExt.IPReversePathFilter` ... */
  readonly counters: ReadonlyMap<string, number>;
  /** With addresses (`addr_info`), details (`linkinfo`) and counters (`stats64`). */
  readonly links: readonly Row[];
  readonly neighbors: readonly Row[];
  readonly fdb: readonly Row[];
  /** VLANs of bridges and their ports. */
  readonly vlans: readonly Row[];
  /** Devices and peers of WireGuard, without private keys. */
  readonly wireguard: readonly Row[];
  /** `ip rule`, of both families. */
  readonly policies: readonly Row[];
  /** The blackhole routes of all tables and both families. `ip route get` does not name them. */
  readonly blackholes: readonly Row[];
  /** With the packets that each has dropped. */
  readonly qdiscs: readonly Row[];
  /** Connections of IPVS. */
  readonly balanced: readonly BalancedConnection[];
  /** Virtual services of IPVS. */
  readonly services: readonly BalancedService[];
  /** Chains of nftables outside iptables. */
  readonly chains: readonly NftChain[];
  readonly maps: readonly NftMap[];
  /** By path below /proc/sys/net: which interfaces forward, filter sources and answer ARP for others, and whether the node ignores echo requests. */
  readonly settings: ReadonlyMap<string, string>;
}

export type Readings = ReadonlyMap<string, Reading>;

const separator = '\x1e';

const parts = {
  iptables: 'iptables-save -c',
  ip6tables: 'grep -q . /proc/net/if_inet6 && ip6tables-save -c',
  counters: 'cat /proc/net/snmp /proc/net/netstat',
  links: 'ip -s -d -j address',
  neighbors: 'ip -j neigh show',
  fdb: 'bridge -j fdb show',
  vlans: 'bridge -j vlan show',
  wireguard: 'wg show all dump',
  policies: 'ip -j rule',
  policies6: 'grep -q . /proc/net/if_inet6 && ip -6 -j rule',
  blackholes: 'ip -j route show table all type blackhole',
  blackholes6: 'grep -q . /proc/net/if_inet6 && ip -6 -j route show table all type blackhole',
  qdiscs: 'tc -s -j qdisc show',
  nft: 'nft -a list ruleset',
  balanced: connectionsCommand,
  services: servicesCommand,
  settings:
    'cd /proc/sys/net && grep -s . ipv4/icmp_echo_ignore_all ipv4/conf/*/forwarding ipv6/conf/*/forwarding ipv4/conf/*/rp_filter ipv4/conf/*/proxy_arp ipv4/conf/*/arp_ignore; cd /',
} as const;

type Part = keyof typeof parts;

/** One script that prints the state of all nodes. */
export function readingScript(nodes: readonly PlanNode[]): string {
  const body = Object.entries(parts)
    .map(([part, command]) => `printf '\\036%s\\n' ${part}; ${command} 2> /dev/null`)
    .join('\n');
  return nodes
    .map(
      ({ name, namespace }) =>
        `printf '\\036node %s\\n' ${shellWord(name)}\nip netns exec ${shellWord(namespace)} sh -c ${shellWord(body)} || true`,
    )
    .join('\n');
}

export function readReadings(text: string): Readings {
  const found = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const piece of text.split(separator).slice(1)) {
    const end = piece.indexOf('\n');
    const [head, body] = [piece.slice(0, end), piece.slice(end + 1)];
    if (head.startsWith('node ')) {
      current = new Map();
      found.set(head.slice('node '.length), current);
    } else current.set(head, body);
  }
  return new Map([...found].map(([node, printed]) => [node, reading(printed)]));
}

function reading(printed: ReadonlyMap<string, string>): Reading {
  const text = (part: Part) => printed.get(part) ?? '';
  const rows = (part: Part): readonly Row[] =>
    text(part).trim() === ''
      ? []
      : (kernelJson(text(part)) as Row[]).filter((row) => Object.keys(row).length > 0);
  const tables = [...countedOf('iptables', text('iptables')), ...countedOf('ip6tables', text('ip6tables'))];
  const chains = nftChains(text('nft'), tables);
  return {
    rules: [...tables, ...chains.flatMap(({ rules }) => rules)],
    counters: protocolCounters(text('counters')),
    links: rows('links'),
    neighbors: rows('neighbors'),
    fdb: rows('fdb'),
    vlans: rows('vlans'),
    wireguard: readWireguard(text('wireguard')),
    policies: [...rows('policies'), ...rows('policies6')],
    blackholes: [...rows('blackholes'), ...rows('blackholes6')],
    qdiscs: rows('qdiscs'),
    balanced: readConnections(text('balanced')),
    services: readServices(text('services')),
    chains,
    maps: nftMaps(text('nft')),
    settings: new Map(
      text('settings')
        .split('\n')
        .flatMap((line) => {
          const [key, value] = line.split(/:(?=[^:]*$)/);
          return key && value ? [[key, value] as const] : [];
        }),
    ),
  };
}

export function countedOf(family: Counted['family'], text: string): readonly Counted[] {
  const policies: Counted[] = [];
  let table = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1).trim();
    const [, chain, target, packets] = /^:(\S+) ([A-Z]+) \[(\d+):\d+\]/.exec(line) ?? [];
    if (chain && target)
      policies.push({
        ...{ family, table, chain, target },
        line: `-P ${chain} ${target}`,
        packets: Number(packets),
      });
  }
  return readTables(text).flatMap(({ name, rules }) => [
    ...rules.map(({ chain, words, line, packets = 0 }): Counted => {
      const at = words.findIndex((word) => word === '-j' || word === '-g');
      return { family, table: name, chain, line, target: at < 0 ? '' : (words[at + 1] ?? ''), packets };
    }),
    ...policies.filter((one) => one.table === name),
  ]);
}

/** /proc/net/snmp and netstat: two lines each, names and values, that begin with the same word. */
function protocolCounters(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const lines = text.split('\n');
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const [names, values] = [lines[i]!.split(/\s+/), lines[i + 1]!.split(/\s+/)];
    if (names[0] !== values[0]) continue;
    names.slice(1).forEach((name, at) => {
      found.set(`${names[0]!.replace(':', '.')}${name}`, Number(values[at + 1]));
    });
  }
  return found;
}

/** The rules whose counters rose, and by how much, in their order. */
export function risen(before: Reading | undefined, after: Reading | undefined): readonly Counted[] {
  const counts = new Map<string, number[]>();
  for (const rule of before?.rules ?? [])
    counts.set(ruleKey(rule), [...(counts.get(ruleKey(rule)) ?? []), rule.packets]);
  return (after?.rules ?? []).flatMap((rule) => {
    const packets = rule.packets - (counts.get(ruleKey(rule))?.shift() ?? 0);
    return packets > 0 ? [{ ...rule, packets }] : [];
  });
}

const ruleKey = ({ family, table, line }: Counted): string => `${family} ${table} ${line}`;

/** The increase of a counter. */
export const rise = (name: string, before: Reading | undefined, after: Reading | undefined): number =>
  (after?.counters.get(name) ?? 0) - (before?.counters.get(name) ?? 0);
