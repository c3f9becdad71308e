/** Reads the output of `iptables-save`, with or without counters (`-c`): tables, chains with policies, rules in order. */
import { splitArgv } from './argv.ts';

export interface SavedTable {
  readonly name: string;
  readonly chains: readonly SavedChain[];
  readonly rules: readonly SavedRule[];
}

export interface SavedChain {
  readonly name: string;
  /** `-` for a user-defined chain. */
  readonly policy: string;
}

export interface SavedRule {
  readonly chain: string;
  /** The words after the chain. */
  readonly words: readonly string[];
  /** The whole line, without counters. */
  readonly line: string;
  /** With `-c` only. */
  readonly packets?: number;
}

export function readTables(text: string): readonly SavedTable[] {
  const tables: { name: string; chains: SavedChain[]; rules: SavedRule[] }[] = [];
  for (const line of text.split('\n')) {
    const table = tables.at(-1);
    if (line.startsWith('*')) tables.push({ name: line.slice(1).trim(), chains: [], rules: [] });
    else if (!table) continue;
    const chain = line.match(/^:(\S+) (\S+)/);
    if (chain) table?.chains.push({ name: chain[1]!, policy: chain[2]! });
    const rule = line.match(/^(?:\[(\d+):\d+\] )?(-A (\S+) ?(.*))$/);
    if (!rule) continue;
    // Inside double quotes, iptables-save escapes single quotes too (xtables_save_string).
    const split = splitArgv(rule[4]!.replaceAll("\\'", "'"));
    table?.rules.push({
      chain: rule[3]!,
      words: 'argv' in split ? split.argv : rule[4]!.split(' '),
      line: rule[2]!,
      ...(rule[1] === undefined ? {} : { packets: Number(rule[1]) }),
    });
  }
  return tables;
}
