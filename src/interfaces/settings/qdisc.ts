/**
 * `qdisc`: queues, classes and filters of an interface, as tc(8) names them. A root qdisc for what leaves, and filters for what
 * arrives (clsact). Classes and the queues in them are written where they belong, so parents follow from the text.
 */
import * as z from 'zod';
import type { TcStep } from '../../steps/tc.ts';
import type { InterfaceAsker } from '../interface-type.ts';
import { defineInterfaceSetting } from './interface-setting.ts';
import { type FilterSpec, filterSteps, tcFilters } from './tc-filter.ts';
import type { Planned } from './tc-planned.ts';
import { rootQdisc, rootSteps } from './tc-root.ts';

const schema = z.strictObject({
  root: rootQdisc.optional().describe('Queue of what leaves'),
  ingress: tcFilters.default([]).describe('Filters of what arrives'),
  egress: tcFilters.default([]).describe('Filters of what leaves, before the root qdisc'),
});
type Spec = { readonly qdisc: z.output<typeof schema> };

interface Setting {
  readonly steps: readonly Planned[];
  readonly kernel: readonly string[];
}

export const qdisc = defineInterfaceSetting<Spec, Setting>({
  name: 'qdisc',
  trust: 'no',
  keys: { qdisc: schema.optional().describe('Queues, classes and filters, as tc(8) names them') },
  resolve({ qdisc: { root, ingress, egress } }, asker) {
    const tree = root === undefined ? [] : rootSteps(root, asker);
    const steps = [...tree, ...clsactSteps(ingress, egress, asker)];
    refuseTwice(steps, asker);
    return { steps, kernel: [...new Set(steps.flatMap(({ kernel }) => kernel))] };
  },
  requires: ({ kernel }) => ({ kernel }),
  plan: ({ steps }, { name }, { node }) =>
    steps.map(({ kernel: _, ...step }): TcStep => {
      const part = step.object === 'filter' ? `${step.parent}/${step.id}` : step.id;
      return {
        ...step,
        kind: 'tc',
        id: `${node.name}/${step.object}/${name}/${part}`,
        stage: 'interface settings',
        // After offloads: the root, its classes, the queues in them, the filters.
        level: 1 + first[step.object] + step.level,
        node: node.name,
        dev: name,
      };
    }),
});

/** The first level of each object: the qdisc at the root, its classes, the queues in them, the filters. */
const first = { qdisc: 0, class: 1, filter: 12 } as const;

/** Filters on arrival have no queue: clsact only holds them. */
function clsactSteps(
  ingress: readonly FilterSpec[],
  egress: readonly FilterSpec[],
  asker: InterfaceAsker,
): readonly Planned[] {
  if (ingress.length + egress.length === 0) return [];
  const scope = (parent: 'ingress' | 'egress', before: number) => ({
    parent,
    path: [parent],
    classes: [],
    first: before + 1,
  });
  return [
    {
      object: 'qdisc',
      parent: 'clsact',
      handle: 'ffff:',
      type: 'clsact',
      id: 'clsact',
      level: 0,
      settings: [],
      reason: `Filters see what ${ingress.length > 0 ? 'arrives at' : 'leaves'} ${asker.name} of ${asker.node}.`,
      source: asker.keyAt('qdisc', ingress.length > 0 ? 'ingress' : 'egress'),
      kernel: ['clsact'],
    },
    // u32 lists filters of one priority in both directions, so the numbers go on.
    ...filterSteps(ingress, scope('ingress', 0), asker),
    ...filterSteps(egress, scope('egress', ingress.length), asker),
  ];
}

function refuseTwice(steps: readonly Planned[], asker: InterfaceAsker): void {
  const seen = new Map<string, Planned>();
  for (const step of steps)
    for (const what of namesOf(step)) {
      const before = seen.get(what);
      if (before)
        asker.refuse({
          code: 'tc-twice',
          message: `${asker.name} of ${asker.node} has two ${what} (line ${before.source.line})`,
          at: step.source,
        });
      seen.set(what, step);
      if (before) break;
    }
}

/** Names that only one object of the interface may have. Classes are the keys of a map, so none is repeated. */
const namesOf = ({ object, parent, handle, id }: Planned): readonly string[] =>
  object === 'filter'
    ? [`filters of ${parent} with prio ${handle}`, `filters of ${parent} for ${id}`]
    : object === 'qdisc'
      ? [`qdiscs with handle ${handle}`]
      : [];
