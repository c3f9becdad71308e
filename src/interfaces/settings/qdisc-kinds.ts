/**
 * The kinds of qdiscs: their keys, and the words of tc for them. A new kind is a new entry. `tc qdisc show` prints values in its
 * own units, so each setting also has the words with which tc shows it.
 */
import * as z from 'zod';
import { registry } from '../../base/registry.ts';
import { boolean, integer, sentence } from '../../base/scalar.ts';
import type { TcSetting } from '../../steps/tc.ts';
import { amountSetting, countSetting, percent, rate, size, time } from './tc-units.ts';

/** A fault of a qdisc that no single key shows. */
export interface QdiscFault {
  readonly key: string;
  readonly message: string;
  readonly hint?: string;
}

type Shape = Readonly<Record<string, z.ZodType>>;
type Values<S extends Shape> = { readonly [K in keyof S]: z.output<S[K]> };

interface QdiscKind<S extends Shape = Shape> {
  readonly name: string;
  readonly about: string;
  readonly keys: S;
  readonly kernel: string;
  settings(spec: Values<S>): readonly TcSetting[];
  faults?(spec: Values<S>): readonly QdiscFault[];
  /** It holds one qdisc for all packets, under the class 1. */
  readonly holdsOne?: true;
}

/** Any kind, as the list holds it. Its keys are private to its entry. */
// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each entry is typed inside.
type AnyQdiscKind = QdiscKind<any>;

const kind = <S extends Shape>(one: QdiscKind<S>): AnyQdiscKind => one;

const limitOf = (what: string) => integer(1, 1_000_000).optional().describe(`Size of the queue, in ${what}`);

export const qdiscKinds = registry<AnyQdiscKind>(
  ({ name }) => name,
  [
    kind({
      name: 'tbf',
      about: 'Token bucket filter: one rate for all packets',
      keys: {
        rate: rate().describe('Rate at which tokens arrive'),
        burst: size().describe('Size of the bucket: this many bytes pass at once'),
        latency: time().optional().describe('Longest time that a packet waits; longer queues drop'),
        limit: size().optional().describe('Size of the queue, instead of latency'),
      },
      kernel: 'tbf',
      holdsOne: true,
      settings: (spec) => [
        ...amountSetting('rate', 'rate', spec.rate),
        ...amountSetting('burst', 'size', spec.burst),
        ...amountSetting('latency', 'time', spec.latency, 'lat'),
        ...amountSetting('limit', 'size', spec.limit, null),
      ],
      faults: ({ latency, limit }) =>
        (latency === undefined) === (limit === undefined)
          ? [{ key: limit === undefined ? 'rate' : 'limit', message: 'tbf has either latency or limit' }]
          : [],
    }),
    kind({
      name: 'pfifo',
      about: 'A queue that drops new packets when it is full',
      keys: { limit: limitOf('packets') },
      kernel: 'pfifo',
      settings: ({ limit }) => countSetting('limit', limit, 'p'),
    }),
    kind({
      name: 'bfifo',
      about: 'A queue that drops new packets when it is full',
      keys: { limit: limitOf('bytes') },
      kernel: 'pfifo',
      settings: ({ limit }) => countSetting('limit', limit, 'b'),
    }),
    kind({
      name: 'netem',
      about: 'Delay, loss and other faults of a link',
      keys: {
        delay: time().optional().describe('Added to the time of each packet'),
        jitter: time().optional().describe('Random change of the delay, up or down'),
        loss: percent().optional().describe('Share of packets that are lost at random'),
        duplicate: percent().optional().describe('Share of packets that are sent twice'),
        corrupt: percent().optional().describe('Share of packets with a wrong bit'),
        reorder: percent().optional().describe('Share of packets that are sent without the delay'),
        rate: rate().optional().describe('Rate of the link'),
        limit: limitOf('packets'),
      },
      kernel: 'netem',
      holdsOne: true,
      settings: (spec) => [
        ...countSetting('limit', spec.limit),
        ...(spec.delay === undefined ? [] : [delay(spec.delay, spec.jitter)]),
        ...amountSetting('loss', 'percent', spec.loss),
        ...amountSetting('duplicate', 'percent', spec.duplicate),
        ...amountSetting('reorder', 'percent', spec.reorder),
        ...amountSetting('corrupt', 'percent', spec.corrupt),
        ...amountSetting('rate', 'rate', spec.rate),
      ],
      faults: (spec) => [
        ...(['jitter', 'reorder'] as const).flatMap((key) =>
          spec[key] !== undefined && spec.delay === undefined
            ? [{ key, message: `${key} needs a delay`, hint: 'add delay: 10ms' }]
            : [],
        ),
      ],
    }),
    kind({
      name: 'fq_codel',
      about: 'Fair queues that drop packets which wait too long',
      keys: {
        limit: limitOf('packets'),
        flows: integer(1, 65_536).optional().describe('Number of queues'),
        target: time().optional().describe('Delay that it accepts'),
        interval: time().optional().describe('Time over which the delay is measured'),
        ecn: boolean().optional().describe('false: drop packets instead of marking them'),
      },
      kernel: 'fq_codel',
      settings: (spec) => [
        ...countSetting('limit', spec.limit, 'p'),
        ...countSetting('flows', spec.flows),
        ...amountSetting('target', 'time', spec.target),
        ...amountSetting('interval', 'time', spec.interval),
        ...(spec.ecn === undefined ? [] : [{ name: 'ecn', words: [spec.ecn ? 'ecn' : 'noecn'] }]),
      ],
    }),
    kind({
      name: 'sfq',
      about: 'Queues of flows that take turns',
      keys: {
        limit: limitOf('packets'),
        perturb: integer(1, 3600).optional().describe('Seconds after which flows are mixed anew'),
      },
      kernel: 'sfq',
      settings: ({ limit, perturb }) => [
        ...countSetting('limit', limit, 'p'),
        ...countSetting('perturb', perturb, 'sec'),
      ],
    }),
  ],
);

function delay(text: string, jitter: string | undefined): TcSetting {
  const [only] = amountSetting('delay', 'time', text);
  const more = jitter === undefined ? [] : [jitter];
  return { ...only!, words: [...only!.words, ...more], other: [...only!.other!, ...more] };
}

const handle = z
  .string()
  .regex(/^[0-9a-f]{1,4}:?$/, {
    error: (issue) => `expected a handle in hex, such as 10, found "${String(issue.input)}"`,
  })
  .meta({ title: 'handle' })
  .optional();

/** The keys of every qdisc. */
export const qdiscKeys = {
  handle: handle.describe(
    'Major number, in hex (default: 1 for root, the minor number of the class for others)',
  ),
  about: sentence().optional().describe('The reason; the plan prints it'),
};

const leafOf = ({ name, about, keys }: AnyQdiscKind) =>
  z.strictObject({ kind: z.literal(name), ...qdiscKeys, ...keys }).describe(about);

type Leaves = [ReturnType<typeof leafOf>];

/** A qdisc without classes of its own. */
export const leafQdisc = z
  .discriminatedUnion('kind', qdiscKinds.all.map(leafOf) as unknown as Leaves)
  .meta({ title: 'qdisc' }) as unknown as z.ZodType<LeafSpec>;

/** The same at the root, where tbf and netem may hold another. */
export const rootLeaves = qdiscKinds.all.map((one) => {
  const leaf = leafOf(one);
  return one.holdsOne
    ? leaf.extend({ qdisc: leafQdisc.optional().describe('The queue behind it') }).describe(one.about)
    : leaf;
});

/** A resolved qdisc of any kind: the schema has checked its keys. */
export type LeafSpec = { readonly kind: string; readonly handle?: string; readonly about?: string };
