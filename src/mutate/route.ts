/**
 * A route leads elsewhere: another gateway, another interface of the node, another metric, no preferred source. A metric is
 * altered only where the node has another route to the prefix, which it would be compared with.
 */
import type { Plan, RunStep, Step } from '../model/plan.ts';
import type { Alteration, Mutation } from './mutation.ts';
import { changed, otherAddress, valueAt, wordsAfter } from './words.ts';

const added = (step: Step) => wordsAfter(step, 'ip', 'route', ['add', 'append', 'replace']);

export const route: Mutation = {
  name: 'route',
  about: 'a route has another gateway, interface or metric, or no preferred source',
  of(step, plan) {
    const from = added(step);
    if (from === undefined || step.kind !== 'run') return [];
    const at = (word: string) => valueAt(step, word, from);
    return [
      ...gateways(step, from),
      ...device(step, at('dev'), plan),
      ...source(step, at('src')),
      ...metric(step, at('metric'), from, plan),
    ];
  },
};

const instead = (step: RunStep, at: number, word: string, part: string): Alteration => ({
  part,
  what: `${step.argv[at - 1]} ${word} in place of ${step.argv[at]}`,
  instead: changed(step, at, 1, [word]),
});

function gateways(step: RunStep, from: number): readonly Alteration[] {
  const several = step.argv.filter((word, i) => i >= from && word === 'via').length > 1;
  return step.argv.flatMap((word, i) => {
    const other = i > from && step.argv[i - 1] === 'via' ? otherAddress(word) : undefined;
    return other === undefined ? [] : [instead(step, i, other, several ? `via/${word}` : 'via')];
  });
}

function device(step: RunStep, at: number | undefined, plan: Plan): readonly Alteration[] {
  if (at === undefined) return [];
  const [other] = devicesOf(step.node, plan).filter((name) => name !== step.argv[at]);
  return [instead(step, at, other ?? 'lo', 'dev')];
}

const source = (step: RunStep, at: number | undefined): readonly Alteration[] =>
  at === undefined
    ? []
    : [{ part: 'src', what: `no src ${step.argv[at]}`, instead: changed(step, at - 1, 2, []) }];

function metric(step: RunStep, at: number | undefined, from: number, plan: Plan): readonly Alteration[] {
  const to = step.argv[from];
  const rivals = plan.steps.filter(
    (one) =>
      one !== step &&
      one.node === step.node &&
      one.kind === 'run' &&
      added(one) !== undefined &&
      one.argv.includes(to!),
  );
  return at === undefined || rivals.length === 0
    ? []
    : [instead(step, at, String(Number(step.argv[at]) + 10_000), 'metric')];
}

/** Interfaces that have an address in this node, in the plan's order. */
const devicesOf = (node: string | null, plan: Plan): readonly string[] => [
  ...new Set(
    plan.steps.flatMap((step) => {
      const from = step.node === node ? wordsAfter(step, 'ip', 'addr', ['add']) : undefined;
      const at = from !== undefined && step.kind === 'run' ? valueAt(step, 'dev', from) : undefined;
      return at === undefined || step.kind !== 'run' ? [] : [step.argv[at]!];
    }),
  ),
];
