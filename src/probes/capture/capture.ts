/**
 * Packets on interfaces while another probe runs, captured by tcpdump and read by src/packet. All captures listen
 * before that probe starts. Expected packets may end the capture at once; absence or a count needs a fence (see
 * capture-fence.ts). A capture that lost packets or did not start is an error, because it proves nothing.
 */
import * as z from 'zod';
import { boolean, oneOrMore, word } from '../../base/scalar.ts';
import type { ReferenceResolver } from '../../model/context.ts';
import { encapsulations } from '../../packet/encapsulations.ts';
import { defineProbe } from '../probe.ts';
import { range, sayRange } from '../range.ts';
import { alongside, proveSent, stimulusOf, whileKey } from '../stimulus.ts';
import type { CaptureExpectation } from './judge.ts';
import type { Want } from './packet-match.ts';
import { type Pattern, patterns, portOf, wantOf } from './pattern.ts';
import type { CaptureQuestion } from './question.ts';
import { runCapture } from './run.ts';
import { sayPattern } from './say-pattern.ts';

const most = 1_000_000;

const schema = z.strictObject({
  at: oneOrMore(z.string().meta({ title: '`node:interface`' })).describe(
    'Interfaces to capture on (node:interface); each must pass',
  ),
  filter: z
    .string()
    .default('')
    .describe('Filter, see pcap-filter(7); $(node) is replaced by the address of node'),
  while: whileKey,
  marked: boolean()
    .optional()
    .describe(
      'false: NAT or encryption hides the flow id (ICMP id, source port) of the probe under while; the check then runs alone',
    ),
  expect: z
    .union([
      word(['none']),
      z
        .strictObject({
          any: patterns().optional().describe('Each of these matches a packet'),
          only: patterns().optional().describe('Every packet matches one of these'),
          none: patterns().optional().describe('None of these matches a packet'),
          count: range(0, most)
            .optional()
            .describe('Number of packets that match any (default: all packets), on each interface'),
          total: range(0, most).optional().describe('Number of such packets on all interfaces together'),
          legs: range(1, 1000).optional().describe('Number of interfaces with such a packet'),
        })
        .refine((value) => Object.values(value).some((part) => part !== undefined), {
          error: 'expected any, only, none, count, total or legs',
        }),
    ])
    .describe('none: no packet at all'),
});
type Spec = z.output<typeof schema>;

export const capture = defineProbe<Spec, CaptureQuestion>({
  name: 'capture',
  about: 'Packets on an interface while another probe runs',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const places = spec.at.map((ref, i) => {
      if (ref.includes(':')) return asker.interface(ref, asker.at('at', i));
      asker.refuse({
        code: 'no-interface',
        message: `"${ref}" is not an interface`,
        at: asker.at('at', i),
        hint: 'write node:interface',
      });
      return undefined;
    });
    const stimulus = stimulusOf(asker);
    const filter = asker.text(spec.filter, asker.at('filter')).trim().replace(/\s+/g, ' ');
    if (filter.startsWith('-'))
      asker.refuse({
        code: 'filter-option',
        message: `"${filter}" is an option of tcpdump, not a filter`,
        at: asker.at('filter'),
        hint: 'see man pcap-filter',
      });
    if (/^arp\b(?!.*\bor\b)/.test(filter)) refuseIpOfArp(spec.expect, asker);
    const expect = expectationOf(spec.expect, asker);
    if (expect?.legs && expect.legs.min > places.length)
      asker.refuse({
        code: 'more-legs-than-places',
        message: `legs expects at least ${expect.legs.min} interfaces, but at has only ${places.length}`,
        at: asker.at('expect', 'legs'),
      });
    const at = places.flatMap((place) => (place ? [{ node: place.node, dev: place.interface }] : []));
    if (at.length < places.length || !stimulus || !expect) return undefined;
    const seen = expect.any.length + expect.only.length > 0 || least(expect) > 0;
    if (!proveSent(stimulus, { seen }, asker)) return undefined;
    const marked =
      (spec.marked ?? !/\b(arp|vrrp)\b/.test(filter)) && stimulus.marked && !hasUnmarked(spec.expect);
    const where = spec.at.join(', ');
    return {
      question: { at, filter, stimulus, marked, expect, ports: portsOf(spec.expect) },
      id: [
        ...spec.at,
        ...(spec.filter ? [spec.filter] : []),
        sayExpect(spec.expect),
        'while',
        stimulus.id,
      ].join('/'),
      title: filter ? `${where} ${filter}` : where,
      expected: sayExpect(spec.expect),
      controls: stimulus.controls,
      ...alongside(stimulus),
      alone: !marked,
      once: [expect.count, expect.total, expect.legs].some((wanted) => wanted !== undefined),
      nodes: [...new Set([...stimulus.nodes, ...at.map(({ node }) => node)])],
      tools: [...new Set(['tcpdump', 'python3', ...stimulus.tools])],
    };
  },
  run: runCapture,
});

/** The minimum number of packets. */
const least = ({ count, total, legs }: CaptureExpectation): number =>
  Math.max(...[count, total, legs].map((wanted) => wanted?.min ?? 0));

function expectationOf(spec: Spec['expect'], asker: ReferenceResolver): CaptureExpectation | undefined {
  if (spec === 'none') return { any: [], only: [], none: [{}] };
  const read = (key: 'any' | 'only' | 'none') =>
    (spec[key] ?? []).map((pattern, i) => wantOf(pattern, asker, ['expect', key, i]));
  const [any, only, none] = [read('any'), read('only'), read('none')];
  if ([...any, ...only, ...none].includes(undefined)) return undefined;
  const whole = (wants: readonly (Want | undefined)[]) => wants.filter((want) => want !== undefined);
  return {
    any: whole(any),
    only: whole(only),
    none: whole(none),
    ...(spec.count ? { count: spec.count } : {}),
    ...(spec.total ? { total: spec.total } : {}),
    ...(spec.legs ? { legs: spec.legs } : {}),
  };
}

/** Addresses of IP, unless the pattern has arp: under `none` it would pass whatever is sent. */
function refuseIpOfArp(spec: Spec['expect'], asker: ReferenceResolver): void {
  if (spec === 'none') return;
  for (const key of ['any', 'only', 'none'] as const)
    for (const [i, { src, dst, arp }] of (spec[key] ?? []).entries())
      if (arp === undefined && (src ?? dst) !== undefined)
        asker.refuse({
          code: 'not-arp',
          message: 'the filter selects ARP, and without arp these are addresses of IP: no packet matches',
          at: asker.at('expect', key, i),
          hint: 'add arp: reply or arp: request to the pattern',
        });
}

const patternsOf = (spec: Spec['expect']): readonly Pattern[] =>
  spec === 'none' ? [] : [...(spec.any ?? []), ...(spec.only ?? []), ...(spec.none ?? [])];

const within = (pattern: Pattern): readonly Pattern[] => [
  pattern,
  ...(pattern.inner ? within(pattern.inner) : []),
];

/** ARP and VRRP have neither ICMP ids nor ports. */
const hasUnmarked = (spec: Spec['expect']): boolean =>
  patternsOf(spec)
    .flatMap(within)
    .some(({ arp, vrrp }) => arp !== undefined || vrrp !== undefined);

const portsOf = (spec: Spec['expect']): CaptureQuestion['ports'] => {
  const all = patternsOf(spec).flatMap(within);
  return Object.fromEntries(
    encapsulations.map(({ name }) => [name, all.flatMap((pattern) => portOf(pattern, name) ?? [])]),
  );
};

function sayExpect(spec: Spec['expect']): string {
  if (spec === 'none') return 'none';
  const say = (all: readonly Pattern[] | undefined) => (all ?? []).map(sayPattern);
  return [
    ...say(spec.any),
    ...say(spec.only).map((text) => `only ${text}`),
    ...say(spec.none).map((text) => `no ${text}`),
    ...(spec.count ? [`${sayRange(spec.count, most)} packets`] : []),
    ...(spec.total ? [`${sayRange(spec.total, most)} packets in total`] : []),
    ...(spec.legs ? [`on ${sayRange(spec.legs, 1000)} interfaces`] : []),
  ].join(', ');
}
