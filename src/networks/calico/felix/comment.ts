/**
 * The comment of each rule, `cali:` and a hash, by which felix finds its own rules (RuleHashes in
 * felix/generictables/rules.go, v3.29). The hash covers the name of the chain, the rules before it, and the rule in the
 * words that felix passes to iptables-restore (felix/iptables/match_builder.go, actions.go). So a real node has the same
 * comments for the same pods and policies: the jump to cali-FORWARD is `cali:wUHhoiAYhphO9Mso` on every node.
 */
import { createHash } from 'node:crypto';
import type { FelixRule } from './rule.ts';

const length = 16;

export function comments(chain: string, rules: readonly FelixRule[]): readonly string[] {
  let hash = sha224(chain);
  return rules.map((rule) => {
    hash = sha224(hash, ['-A', chain, 'HASH', ...words(rule)].join(' '));
    return `cali:${hash.toString('base64url').slice(0, length)}`;
  });
}

function sha224(...parts: readonly (string | Buffer)[]): Buffer {
  const hash = createHash('sha224');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const words = ({ text, comment, felix }: FelixRule): readonly string[] => [
  ...(comment === undefined ? [] : [`-m comment --comment "${comment}"`]),
  ...(text === '' ? [] : [felix ?? inFelixWords(text)]),
];

/** iptables-save prints shorter options than felix writes, marks in hex, and NOTRACK as CT. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/-m udp --dport (\d+) -j CT --notrack/, '--dport $1 -j NOTRACK'],
  [/--validmark --invert/, '--invert --validmark'],
  [/--set-xmark 0x0\//, '--set-mark 0/'],
  [/--set-xmark/, '--set-mark'],
  [/--mark 0x0\//, '--mark 0/'],
  [/--dports/, '--destination-ports'],
  [/(^| )-i /, '$1--in-interface '],
  [/(^| )-o /, '$1--out-interface '],
  [/(^| )-s /, '$1--source '],
  [/(^| )-d /, '$1--destination '],
  [/(^| )-j /, '$1--jump '],
  [/(^| )-g /, '$1--goto '],
];

const inFelixWords = (text: string): string =>
  spellings.reduce((found, [pattern, word]) => found.replace(pattern, word), text);
