/** A rule of nftables and its counter, in the output of `nft list chain`. */
import { readRuleset } from '../steps/nftables-ruleset.ts';

/** `filter`, or with its family: `inet filter`. */
export const nftTablePattern = /^((ip|ip6|inet|arp|bridge|netdev) )?[A-Za-z][A-Za-z0-9/_.-]{0,63}$/;
export const nftChainPattern = /^[A-Za-z0-9_.][A-Za-z0-9_./-]{0,63}$/;

export const listChain = (table: string, chain: string): readonly string[] => [
  ...['nft', 'list', 'chain'],
  ...(table.includes(' ') ? table.split(' ') : ['ip', table]),
  chain,
];

export interface CountedRule {
  readonly line: string;
  /** Undefined without the statement `counter`. */
  readonly packets?: number;
}

const counter = /\bcounter packets (\d+) bytes \d+/;

/** The rule with exactly this text, else all rules that contain it. Spaces and quotes do not matter. */
export function findNftRule(stdout: string, text: string): readonly CountedRule[] {
  const wanted = plain(text);
  const rules = readRuleset(stdout).flatMap(({ chains }) => chains.flatMap(({ rules }) => rules));
  const found = rules
    .map((line) => ({ line, text: plain(line) }))
    .filter((rule) => ` ${rule.text} `.includes(` ${wanted} `));
  const exact = found.filter((rule) => rule.text === wanted);
  return (exact.length === 1 ? exact : found).map(({ line }) => {
    const packets = counter.exec(line)?.[1];
    return { line, ...(packets === undefined ? {} : { packets: Number(packets) }) };
  });
}

const plain = (rule: string): string =>
  rule
    .replace(/\bcounter( packets \d+ bytes \d+)?/, ' ')
    .replaceAll('"', '')
    .replaceAll(/\s*([{},])\s*/g, ' $1 ')
    .replaceAll(/\s+/g, ' ')
    .trim();
