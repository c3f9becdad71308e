/**
 * The rules of a plan as nft prints them. nft has words of its own (`dport {80,443}` becomes `dport { 80, 443 }`, `http` becomes
 * 80), so the commands are loaded into a new namespace of the place and listed there. The part is empty if that fails.
 */
import { nftWords, shellWord } from '../base/quote.ts';
import type { Step } from '../model/plan.ts';
import type { StatePart } from '../state/state-part.ts';
import { heredoc } from './heredoc.ts';
import type { NftLine } from './nftables.ts';
import { type NftTable, readRuleset } from './nftables-ruleset.ts';

export const argvOf = ({ verb, object, family, table, name, words }: NftLine): readonly string[] =>
  nftWords([verb, object, family, table, ...(name === undefined ? [] : [name]), ...words]);

export const plannedPart: StatePart<readonly NftTable[]> = {
  name: 'nftables-planned',
  command(steps) {
    const lines = steps.flatMap((step: Step) => (step.kind === 'nftables' ? step.lines : []));
    if (lines.length === 0) return '';
    const script = [
      ...devicesOf(lines).map((name) => `ip link add ${shellWord(name)} type bridge`),
      heredoc(
        'nft -f -',
        lines.map((line) => argvOf(line).join(' ')),
      ),
      'nft -s list ruleset',
    ];
    return `unshare --net sh -c ${shellWord(script.join('\n'))}`;
  },
  shown: [],
  read: readRuleset,
  lines: () => [],
  difference: { what: 'nftables', key: () => undefined, say: (text) => text },
};

/** Interfaces that must exist when the rules are loaded: these words stand for an index. */
const devicesOf = (lines: readonly NftLine[]): readonly string[] => {
  const words = lines.flatMap((line) => line.words);
  const named = words.filter((_, i) => /^(iif|oif|device)$/.test(words[i - 1] ?? ''));
  return [...new Set(named.map((word) => word.replaceAll(/["';]/g, '')))].filter(
    (name) => name !== 'lo' && /^[\w.-]+$/.test(name),
  );
};
