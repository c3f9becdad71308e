/**
 * The number of packets that one rule counts while another probe runs: the difference of its counter in two runs of
 * `iptables-save -c` or `nft list chain`. A counter is shared, so the check runs alone and is not retried.
 */
import * as z from 'zod';
import { ruleParts } from '../base/iptables-rule.ts';
import { readTables, type SavedRule } from '../base/iptables-save.ts';
import { nodeName, word } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Outcome } from '../model/place.ts';
import type { Verdict } from '../model/report.ts';
import { couldNotRun } from './could-not-run.ts';
import { type CountedRule, findNftRule, listChain, nftChainPattern, nftTablePattern } from './nft-rule.ts';
import { defineProbe, type Runner } from './probe.ts';
import { holds, type Range, range, sayRange } from './range.ts';
import { oneNode } from './show.ts';
import { alongside, proveSent, type Stimulus, stimulate, stimulusOf, whileKey } from './stimulus.ts';

const most = 1_000_000_000;

const schema = z.strictObject({
  at: nodeName().describe('Node of the rule'),
  table: z
    .string()
    .regex(nftTablePattern, { error: 'expected the name of a table' })
    .default('filter')
    .describe('Table of the rule; with family nft, its family and name: inet filter (default family: ip)'),
  chain: z
    .string()
    .regex(nftChainPattern, { error: 'expected the name of a chain' })
    .describe('Chain of the rule'),
  rule: z.string().describe('Words of the rule, as typed; they must match only one rule of the chain'),
  family: word(['ipv4', 'ipv6', 'nft'])
    .default('ipv4')
    .describe('Rules of iptables or ip6tables, or of nftables with the statement counter'),
  while: whileKey,
  expect: z
    .union([
      word(['hit', 'none']),
      z.strictObject({
        packets: range(0, most).describe('Number of packets; nat rules count only the first of a flow'),
      }),
    ])
    .default('hit')
    .describe('Number of packets; hit is at least one'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly argv: readonly string[];
  readonly chain: string;
  /** Words of a rule of iptables, or the text of a rule of nftables. */
  readonly parts: readonly string[] | string;
  readonly stimulus: Stimulus;
  readonly packets: Range;
}

export const ruleCounter = defineProbe<Spec, Question>({
  name: 'rule-counter',
  about: 'The number of packets that an iptables or nftables rule counts while another probe runs',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    const stimulus = stimulusOf(asker);
    const rule = spec.family === 'nft' ? nftRule(spec, asker) : iptablesRule(spec, asker);
    if (node === undefined || !stimulus || !rule) return undefined;
    const packets =
      typeof spec.expect === 'object'
        ? spec.expect.packets
        : { hit: { min: 1, max: most }, none: { min: 0, max: 0 } }[spec.expect];
    if (!proveSent(stimulus, { seen: packets.min > 0 }, asker)) return undefined;
    return {
      question: {
        node,
        ...rule,
        chain: spec.chain,
        stimulus,
        packets,
      },
      id: `${node}/${spec.table}/${spec.chain}/${spec.rule}/while/${stimulus.id}`,
      title: `${node} ${spec.table} ${spec.chain} ${asker.text(spec.rule, asker.at('rule'))}`,
      expected: `${sayRange(packets, most)} ${packets.min === 1 && [1, most].includes(packets.max) ? 'packet' : 'packets'}`,
      controls: stimulus.controls,
      ...alongside(stimulus),
      alone: true,
      once: true,
      nodes: [...new Set([node, ...stimulus.nodes])],
      tools: [rule.argv[0]!, ...stimulus.tools],
    };
  },
  async run(question, runner) {
    const before = await look(question, runner);
    if ('verdict' in before) return before.verdict;
    const failed = await stimulate(question.stimulus, runner, () => {});
    if (failed) return failed;
    const after = await look(question, runner);
    if ('verdict' in after) return after.verdict;
    const packets = (after.rule.packets ?? 0) - (before.rule.packets ?? 0);
    return {
      status: holds(question.packets, packets) ? 'pass' : 'fail',
      saw: `${packets} ${packets === 1 ? 'packet' : 'packets'}`,
      evidence: [
        {
          command: runner.typed(question.node, question.argv),
          output: `before [${before.rule.packets}] ${before.rule.line}\nafter  [${after.rule.packets}] ${after.rule.line}`,
        },
      ],
    };
  },
});

const iptablesTables = ['filter', 'nat', 'mangle', 'raw', 'security'];

function emptyRule(asker: ReferenceResolver): undefined {
  asker.refuse({ code: 'empty-rule', message: 'the rule is empty', at: asker.at('rule') });
  return undefined;
}

function iptablesRule(spec: Spec, asker: ReferenceResolver): Pick<Question, 'argv' | 'parts'> | undefined {
  if (!iptablesTables.includes(spec.table)) {
    asker.refuse({
      code: 'rule-table',
      message: `iptables has no table "${spec.table}"`,
      at: asker.at('table'),
      known: iptablesTables,
      word: spec.table,
      hint: 'a rule of nftables needs family: nft',
    });
    return undefined;
  }
  const words = asker.argv(spec.rule, asker.at('rule'));
  const parts = ruleParts(words.filter((_, i) => words[i] !== '-A' && words[i - 1] !== '-A'));
  if (parts.length === 0) return emptyRule(asker);
  const command = spec.family === 'ipv4' ? 'iptables-save' : 'ip6tables-save';
  return { argv: [command, '-c', '-t', spec.table], parts };
}

function nftRule(spec: Spec, asker: ReferenceResolver): Pick<Question, 'argv' | 'parts'> | undefined {
  const text = asker.text(spec.rule, asker.at('rule'));
  if (text.trim() === '') return emptyRule(asker);
  return { argv: listChain(spec.table, spec.chain), parts: text };
}

async function look(
  question: Question,
  runner: Runner,
): Promise<{ rule: CountedRule } | { verdict: Verdict }> {
  const outcome = await runner.exec(question.node, question.argv, { timeout: 5000 });
  const evidence = [
    { command: runner.typed(question.node, question.argv), output: outcome.stdout || outcome.stderr },
  ];
  const { parts } = question;
  if (typeof parts === 'string' && /No such file or directory/.test(outcome.stderr))
    return { verdict: { status: 'fail', saw: `no chain ${question.chain}`, evidence } };
  if (outcome.exit !== 0) return { verdict: { ...couldNotRun(question.argv[0]!, outcome), evidence } };
  const found =
    typeof parts === 'string'
      ? findNftRule(outcome.stdout, parts)
      : findRule(outcome, { chain: question.chain, parts });
  if (found.length === 1 && found[0]!.packets !== undefined) return { rule: found[0]! };
  if (found.length === 1)
    return { verdict: { status: 'error', saw: 'the rule has no counter: add counter to it', evidence } };
  return {
    verdict:
      found.length === 0
        ? { status: 'fail', saw: `no such rule in ${question.chain}`, evidence }
        : {
            status: 'error',
            saw: `${found.length} rules of ${question.chain} have these words: add more words`,
            evidence,
          },
  };
}

/** The rule with exactly these words, else all rules that contain them. */
export function findRule(
  { stdout }: Pick<Outcome, 'stdout'>,
  { chain, parts }: { readonly chain: string; readonly parts: readonly string[] },
): readonly SavedRule[] {
  const rules = readTables(stdout)
    .flatMap((table) => table.rules)
    .filter((rule) => rule.chain === chain)
    .map((rule) => ({ rule, has: ruleParts(rule.words) }))
    .filter(({ has }) => parts.every((part) => has.includes(part)));
  const exact = rules.filter(({ has }) => has.length === parts.length);
  return (exact.length === 1 ? exact : rules).map(({ rule }) => rule);
}
