/**
 * The chains of nftables that are not iptables' own, read from `nft -a list ruleset`. nft prints each rule on one line, with its
 * handle at the end.
 */
import type { Counted } from './readings.ts';

export interface NftChain {
  /** `inet`, `ip`, `ip6`, `bridge`, `netdev` */
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  /** Of a base chain: `prerouting`, `ingress` ... */
  readonly hook?: string;
  /** Of a netdev chain. */
  readonly device?: string;
  readonly rules: readonly NftRule[];
}

export interface NftRule extends Counted {
  /** As the kernel's trace names the rule; absent for a policy. */
  readonly handle?: number;
}

/** `known`: the rules of iptables. Their tables are in the list of nft too. */
export function nftChains(text: string, known: readonly Counted[]): readonly NftChain[] {
  const ofIptables = new Set(known.map(({ family, table }) => `${families[family]} ${table}`));
  const chains: NftChain[] = [];
  let [family, table] = ['', ''];
  let chain: (NftChain & { rules: NftRule[] }) | undefined;
  for (const line of text.split('\n')) {
    const opened = /^table (\S+) (\S+) \{/.exec(line);
    if (opened) [family, table] = [opened[1]!, opened[2]!];
    const named = /^\tchain (\S+) \{/.exec(line);
    if (named) chain = { family, table, chain: named[1]!, rules: [] };
    if (chain && /^\t\}/.test(line)) {
      if (!ofIptables.has(`${family} ${table}`)) chains.push(chain);
      chain = undefined;
    }
    const inside = /^\t\t(\S.*)$/.exec(line)?.[1];
    if (!chain || inside === undefined) continue;
    const base = { family: 'nft', table: `${family} ${table}`, chain: chain.chain, packets: 0 } as const;
    const hook = /^type \S+ hook (\S+) (?:device "?([^" ]+)"? )?priority [^;]*;(?: policy (\w+);)?/.exec(
      inside,
    );
    if (hook) {
      const policy = hook[3] ?? 'accept';
      const line = `${chain.chain} policy ${policy}`;
      chain = { ...chain, hook: hook[1]!, ...(hook[2] ? { device: hook[2] } : {}) };
      chain.rules.push({ ...base, line, target: policy.toUpperCase() });
      continue;
    }
    const rule = /^(.*?)(?: comment "[^"]*")? # handle (\d+)$/.exec(inside);
    if (!rule) continue;
    const words = rule[1]!.replace(/ ?counter packets \d+ bytes \d+/, '').trim();
    const packets = Number(/\bcounter packets (\d+)/.exec(rule[1]!)?.[1] ?? 0);
    // Not in the name of a chain: `jump mark-for-masquerade`.
    const target =
      /(?<![-\w/])(accept|drop|reject|dnat|snat|masquerade|redirect|return)(?![-\w/])/.exec(words)?.[1] ?? '';
    chain.rules.push({
      ...{ ...base, packets, line: `${chain.chain} ${words}`, target: target.toUpperCase() },
      handle: Number(rule[2]),
    });
  }
  return chains;
}

const families: Readonly<Record<string, string>> = { iptables: 'ip', ip6tables: 'ip6' };
