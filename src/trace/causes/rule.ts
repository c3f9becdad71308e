/**
 * A rule or the policy of a chain drops or rejects the packet. The kernel reports the rule. Otherwise it is a rule that
 * can match the packet and whose counter rose. If the packet arrived, the rule matched the reply.
 */
import { type Counted, type Reading, risen } from '../readings.ts';
import { canMeet, type PacketForm } from '../rule-match.ts';
import type { Cause } from '../trace.ts';
import type { MatchedRule as Judged } from '../verdicts.ts';
import type { CauseFinder } from './cause.ts';

export const rule: CauseFinder = {
  reasons: ['NETFILTER_DROP'],
  find({ last, judged, judgedReply, arrived, forms, before, after }) {
    const dropped = judged ? judgedBy(last.node, judged) : droppedBy(last.node, forms, before, after);
    if (dropped || !arrived) return dropped;
    if (judged || judgedReply) return judgedReply && judgedBy(last.node, judgedReply, 'the reply');
    const back = forms.flatMap(({ flow: { src, dst, srcPort, dstPort, ...flow } }): PacketForm[] => [
      {
        flow: {
          ...{ ...flow, src: dst, dst: src },
          ...(dstPort === undefined ? {} : { srcPort: dstPort }),
          ...(srcPort === undefined ? {} : { dstPort: srcPort }),
        },
        state: 'ESTABLISHED',
      },
    ]);
    return droppedBy(last.node, back, before, after, 'the reply');
  },
};

export function judgedBy(node: string, judged: readonly Judged[], what = 'it'): Cause | undefined {
  const found = judged.find(({ verdict }) => verdict === 'drop');
  if (!found) return undefined;
  const jump = found.by.at(-1);
  return cause(node, found, what, jump === undefined ? '' : `, reached by ${jump}`);
}

export function droppedBy(
  node: string,
  forms: readonly PacketForm[],
  before: Reading | undefined,
  after: Reading | undefined,
  what = 'it',
): Cause | undefined {
  const found = risen(before, after).find(
    (one) =>
      ['DROP', 'REJECT'].includes(one.target) &&
      (one.line.startsWith('-P') || one.family === 'nft' || canMeet(one, forms)),
  );
  if (!found) return undefined;
  return cause(
    node,
    found,
    what,
    ` counted ${found.packets} ${found.packets === 1 ? 'packet' : 'packets'} during the trace`,
  );
}

function cause(
  node: string,
  { family, table, line, target, chain }: Counted,
  dropped: string,
  evidence: string,
): Cause {
  const verb = target === 'REJECT' ? 'rejects' : 'drops';
  const policy = line.startsWith('-P') || line === `${chain} policy drop`;
  const what = policy ? `the policy of ${chain}` : `${family === 'nft' ? 'nftables rule' : 'rule'} ${line}`;
  return {
    id: 'rule',
    node,
    why: `${node} ${verb} ${dropped}: ${what} in table ${table}${evidence}`,
    argv:
      family === 'nft'
        ? ['nft', 'list', 'chain', ...table.split(' '), chain]
        : [family, ...(table === 'filter' ? [] : ['-t', table]), '-vnL', chain],
  };
}
