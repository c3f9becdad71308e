/** The qdisc at the root of an interface, and everything below it. */
import * as z from 'zod';
import { integer } from '../../base/scalar.ts';
import type { InterfaceAsker } from '../interface-type.ts';
import { type LeafSpec, leafQdisc, qdiscKeys, qdiscKinds, rootLeaves } from './qdisc-kinds.ts';
import { classId, htbClasses, leavesOf, resolveClasses } from './tc-class.ts';
import { filterSteps, tcFilters } from './tc-filter.ts';
import type { Planned } from './tc-planned.ts';

const htb = z
  .strictObject({
    kind: z.literal('htb'),
    ...qdiscKeys,
    default: classId()
      .optional()
      .describe('Class of packets that no filter takes (default: none, and they are not shaped)'),
    classes: htbClasses.describe('Classes by id'),
    filters: tcFilters.default([]).describe('Rules that put packets into classes'),
  })
  .describe(
    'Hierarchical token bucket: a tree of classes with rates, which lend each other what they do not use',
  );

const prio = z
  .strictObject({
    kind: z.literal('prio'),
    ...qdiscKeys,
    bands: integer(2, 16).default(3).describe('Number of classes: 1:1 is always served first'),
    qdiscs: z
      .record(classId(), leafQdisc)
      .default({})
      .describe('Queues of classes, of a kind without classes (default: pfifo)'),
    filters: tcFilters.default([]).describe('Rules that put packets into classes (default: by their TOS)'),
  })
  .describe('Classes that are served in their order');

export const rootQdisc = z
  .discriminatedUnion('kind', [htb, prio, ...rootLeaves] as unknown as [typeof htb, typeof prio])
  .meta({ title: 'qdisc' });

type Htb = z.output<typeof htb>;
type Prio = z.output<typeof prio>;
type Leaf = LeafSpec & { readonly qdisc?: LeafSpec };

/** Queues of classes come after all classes: htb has at most eight levels. */
const inClass = 10;

export function rootSteps(root: Htb | Prio | Leaf, asker: InterfaceAsker): readonly Planned[] {
  const handle = handleOf(root.handle ?? '1');
  const path = ['root'];
  if ('classes' in root) return htbSteps(root, handle, asker);
  if ('bands' in root) return prioSteps(root, handle, asker);
  const one = leafStep(root, { parent: 'root', handle, level: 0, path }, asker);
  if (root.qdisc === undefined) return [one];
  // Its only class is 1 (TBF and netem, net/sched).
  const place = { parent: `${handle}1`, level: inClass, path: [...path, 'qdisc'] };
  return [one, leafStep(root.qdisc, place, asker)];
}

function htbSteps(root: Htb, handle: string, asker: InterfaceAsker): readonly Planned[] {
  const { classes } = root;
  const leaves = leavesOf(classes);
  const chosen = root.default;
  if (chosen !== undefined && !leaves.includes(chosen))
    asker.refuse({
      code: 'unknown-class',
      message: `${chosen} is not a class of qdisc ${handle} without classes below it; packets would pass without a rate`,
      at: asker.at('qdisc', 'root', 'default'),
      known: leaves,
      word: chosen,
    });
  const minor = (id: string) => id.split(':')[1]!;
  const other = leaves.find((id) => id !== chosen);
  return [
    {
      ...atPlace({ parent: 'root', handle, level: 0, path: ['root'] }, asker),
      type: 'htb',
      kernel: ['htb'],
      reason: root.about ?? `${asker.name} of ${asker.node} sends packets by classes with rates.`,
      settings:
        chosen === undefined
          ? []
          : [
              {
                name: 'default',
                words: ['default', minor(chosen)],
                shown: `default 0x${minor(chosen)}`,
                ...(other ? { other: ['default', minor(other)] } : {}),
              },
            ],
    },
    ...resolveClasses(classes, handle, asker),
    ...Object.entries(classes).flatMap(([id, { qdisc: leaf }]) =>
      leaf === undefined
        ? []
        : [leafStep(leaf, { parent: id, level: inClass, path: ['root', 'classes', id, 'qdisc'] }, asker)],
    ),
    ...filterSteps(
      root.filters,
      { parent: handle, path: ['root', 'filters'], classes: leaves, first: 1 },
      asker,
    ),
  ];
}

function prioSteps(root: Prio, handle: string, asker: InterfaceAsker): readonly Planned[] {
  const bands = Array.from({ length: root.bands }, (_, i) => `${handle}${(i + 1).toString(16)}`);
  for (const id of Object.keys(root.qdiscs))
    if (!bands.includes(id))
      asker.refuse({
        code: 'unknown-class',
        message: `prio ${handle} has no class ${id}`,
        at: asker.keyAt('qdisc', 'root', 'qdiscs', id),
        known: bands,
        word: id,
      });
  return [
    {
      ...atPlace({ parent: 'root', handle, level: 0, path: ['root'] }, asker),
      type: 'prio',
      kernel: ['prio'],
      reason: root.about ?? `${asker.name} of ${asker.node} sends packets of class ${bands[0]} first.`,
      settings: [
        {
          name: 'bands',
          words: ['bands', String(root.bands)],
          shown: `bands ${root.bands}`,
          other: ['bands', String(root.bands + 1)],
        },
      ],
    },
    ...Object.entries(root.qdiscs).map(([id, leaf]) =>
      leafStep(leaf, { parent: id, level: inClass, path: ['root', 'qdiscs', id] }, asker),
    ),
    ...filterSteps(
      root.filters,
      { parent: handle, path: ['root', 'filters'], classes: bands, first: 1 },
      asker,
    ),
  ];
}

interface LeafPlace {
  readonly parent: string;
  readonly handle?: string;
  readonly level: number;
  readonly path: readonly string[];
}

function leafStep(
  leaf: LeafSpec,
  { parent, handle, level, path }: LeafPlace,
  asker: InterfaceAsker,
): Planned {
  const { settings, kernel, faults, about } = qdiscKinds.get(leaf.kind);
  for (const { key, ...fault } of faults?.(leaf) ?? [])
    asker.refuse({ code: `${leaf.kind}-keys`, ...fault, at: asker.at('qdisc', ...path, key) });
  const minor = parent.split(':')[1] ?? '';
  const own = handleOf(leaf.handle ?? handle ?? (minor.length === 1 ? `${minor}0` : minor));
  return {
    ...atPlace({ parent, handle: own, level, path }, asker),
    type: leaf.kind,
    kernel: [kernel],
    settings: settings(leaf),
    reason: leaf.about ?? `${parent === 'root' ? asker.name : `Class ${parent}`}: ${about.toLowerCase()}.`,
  };
}

/** Hex without leading zeros, and with its colon. */
const handleOf = (text: string): string => `${Number.parseInt(text, 16).toString(16)}:`;

const atPlace = ({ parent, handle, level, path }: Required<LeafPlace>, asker: InterfaceAsker) => ({
  ...{ object: 'qdisc' as const, parent, handle, id: handle, level },
  source: asker.keyAt('qdisc', ...path),
});
