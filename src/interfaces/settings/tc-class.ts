/** Classes of htb: their keys, and the faults of their tree. The kernel accepts most of them without an error. */
import * as z from 'zod';
import { integer, sentence } from '../../base/scalar.ts';
import type { TcSetting } from '../../steps/tc.ts';
import type { InterfaceAsker } from '../interface-type.ts';
import { leafQdisc } from './qdisc-kinds.ts';
import type { Planned } from './tc-planned.ts';
import { amount, amountSetting, rate, size } from './tc-units.ts';

/** Hex, as tc reads it: 1:10 is not the tenth class. */
export const classId = () =>
  z
    .string()
    .regex(/^[1-9a-f][0-9a-f]{0,3}:[1-9a-f][0-9a-f]{0,3}$/, {
      error: (issue) => `expected a class, major:minor in hex such as 1:10, found "${String(issue.input)}"`,
    })
    .meta({ title: 'class' });

const htbClass = z.strictObject({
  parent: classId().optional().describe('Class that lends it what it does not use (default: none)'),
  rate: rate().describe('Rate that it has in any case'),
  ceil: rate().optional().describe('Rate that it may borrow up to (default: its rate)'),
  burst: size().optional().describe('Bytes that pass at once at the rate of the interface'),
  cburst: size().optional().describe('The same, while it borrows'),
  prio: integer(0, 7).optional().describe('Classes of lower numbers borrow first'),
  qdisc: leafQdisc.optional().describe('Its queue, of a kind without classes (default: pfifo)'),
  about: sentence().optional().describe('The reason; the plan prints it'),
});

export const htbClasses = z.record(classId(), htbClass);
export type HtbClasses = z.output<typeof htbClasses>;

/** The kernel's limit of levels of htb (TC_HTB_MAXDEPTH). */
const deepest = 8;

export const leavesOf = (classes: HtbClasses): readonly string[] => {
  const inner = new Set(Object.values(classes).map(({ parent }) => parent));
  return Object.keys(classes).filter((id) => !inner.has(id));
};

export function resolveClasses(
  classes: HtbClasses,
  handle: string,
  asker: InterfaceAsker,
): readonly Planned[] {
  const path = (id: string, ...rest: string[]) => ['qdisc', 'root', 'classes', id, ...rest];
  const known = Object.keys(classes);
  const refuse = (code: string, message: string, at: readonly string[], more: object = {}) =>
    asker.refuse({ code, message, at: asker.at(...at), ...more });
  return Object.entries(classes).map(([id, own]) => {
    const { parent, ceil, qdisc } = own;
    if (!id.startsWith(handle))
      refuse('class-of-other-qdisc', `class ${id} is not of qdisc ${handle}`, path(id));
    if (parent !== undefined && !known.includes(parent))
      refuse(
        'unknown-class',
        `class ${parent} does not exist; the kernel would make ${id} a class without a parent`,
        path(id, 'parent'),
        { known: known.filter((one) => one !== id), word: parent },
      );
    const depth = depthOf(id, classes);
    if (depth >= deepest)
      refuse(
        'class-depth',
        depth === Number.POSITIVE_INFINITY
          ? `class ${id} is its own parent`
          : `class ${id} has ${depth} classes above it, the maximum is ${deepest - 1}`,
        path(id, 'parent'),
      );
    if (ceil !== undefined && amount('rate', ceil) < amount('rate', own.rate))
      refuse(
        'ceil-below-rate',
        `class ${id} has ceil ${ceil}, less than its rate ${own.rate}`,
        path(id, 'ceil'),
      );
    if (qdisc !== undefined && !leavesOf(classes).includes(id))
      refuse(
        'qdisc-of-inner-class',
        `class ${id} has classes below it, so no packet waits in its own qdisc`,
        path(id, 'qdisc'),
      );
    return {
      object: 'class',
      parent: parent ?? handle,
      handle: id,
      type: 'htb',
      id,
      level: Math.min(depth, deepest),
      settings: settingsOf(own),
      reason:
        own.about ??
        `Class ${id} has ${own.rate}${ceil === undefined || ceil === own.rate ? '' : ` and may borrow up to ${ceil}`}.`,
      source: asker.keyAt(...path(id)),
      kernel: [],
    };
  });
}

const settingsOf = ({ rate: own, ceil, burst, cburst, prio }: HtbClasses[string]): readonly TcSetting[] => [
  ...amountSetting('rate', 'rate', own),
  ...(ceil === undefined
    ? [{ name: 'ceil', words: [], shown: `ceil ${own}` }]
    : amountSetting('ceil', 'rate', ceil)),
  ...amountSetting('burst', 'size', burst),
  ...amountSetting('cburst', 'size', cburst),
  ...quantumSetting(own),
  ...(prio === undefined
    ? []
    : [
        {
          name: 'prio',
          words: ['prio', String(prio)],
          other: ['prio', String(prio === 0 ? 7 : 0)],
          shown: `prio ${prio}`,
        },
      ]),
];

/**
 * The bytes that a class sends per turn are its rate divided by 10 (r2q), within these limits. Outside of them the kernel uses the
 * limit, and warns (htb_change_class, net/sched/sch_htb.c). A given quantum gives the same without a warning.
 */
const quantum = { least: 1000, most: 200_000, divisor: 10 };

function quantumSetting(rate: string): readonly TcSetting[] {
  const bytes = amount('rate', rate) / 8 / quantum.divisor;
  const limit = bytes < quantum.least ? quantum.least : bytes > quantum.most ? quantum.most : undefined;
  return limit === undefined ? [] : [{ name: 'quantum', words: ['quantum', String(limit)] }];
}

/** The number of classes above it. Infinity for a circle. */
function depthOf(id: string, classes: HtbClasses): number {
  const seen = new Set<string>();
  let above = classes[id]?.parent;
  while (above !== undefined && classes[above]) {
    if (above === id || seen.has(above)) return Number.POSITIVE_INFINITY;
    seen.add(above);
    above = classes[above]!.parent;
  }
  return seen.size;
}
