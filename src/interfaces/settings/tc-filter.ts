/**
 * Filters of a qdisc: which packets go to which class, or where else. One set of keys for u32, flower and matchall. u32 compares
 * words of the packet, so its ports are right only for IPv4 packets without options, and for IPv6 without extension headers.
 */
import * as z from 'zod';
import { parseIp } from '../../base/cidr.ts';
import { addressRef, integer, interfaceName, sentence, word } from '../../base/scalar.ts';
import type { TcSetting } from '../../steps/tc.ts';
import type { InterfaceAsker } from '../interface-type.ts';
import { classId } from './tc-class.ts';
import { addressMatch, type Match, matchesOf } from './tc-match.ts';
import type { Planned } from './tc-planned.ts';
import { amountSetting, rate, size } from './tc-units.ts';

const kinds = ['u32', 'flower', 'matchall'] as const;

const tcFilter = z.strictObject({
  kind: word(kinds).default('u32').describe('The classifier'),
  protocol: word(['ip', 'ipv6', 'arp', 'all'])
    .optional()
    .describe('Frames that it looks at (default: those that its other keys need)'),
  prio: integer(1, 65_535).optional().describe('Filters of lower numbers come first (default: its position)'),
  src: addressRef().optional().describe('Source address'),
  dst: addressRef().optional().describe('Destination address'),
  'ip-protocol': word(['tcp', 'udp', 'icmp', 'icmpv6']).optional().describe('Protocol of the IP packet'),
  sport: integer(1, 65_535).optional().describe('Source port'),
  dport: integer(1, 65_535).optional().describe('Destination port'),
  flowid: classId().optional().describe('Class of the packets'),
  redirect: interfaceName().optional().describe('Interface that they leave by instead (mirred)'),
  mirror: interfaceName().optional().describe('Interface that gets a copy (mirred)'),
  police: z
    .strictObject({ rate: rate().describe('Rate'), burst: size().describe('This many bytes pass at once') })
    .optional()
    .describe('Drops packets above a rate'),
  about: sentence().optional().describe('The reason; the plan prints it'),
});

export const tcFilters = z.array(tcFilter.meta({ title: 'filter' }));
export type FilterSpec = z.output<typeof tcFilter>;

interface FilterScope {
  /** `1:`, `ingress`, `egress` */
  readonly parent: string;
  /** The path of the filters inside the interface. */
  readonly path: readonly (string | number)[];
  /** Classes that packets can be put into, where the parent has any. */
  readonly classes: readonly string[];
  /** The priority of the first filter, where the lab gives none. */
  readonly first: number;
}

export const filterSteps = (
  specs: readonly FilterSpec[],
  scope: FilterScope,
  asker: InterfaceAsker,
): readonly Planned[] => specs.map((spec, i) => resolveFilter(spec, i, scope, asker));

function resolveFilter(spec: FilterSpec, i: number, scope: FilterScope, asker: InterfaceAsker): Planned {
  const at = (...rest: (string | number)[]) => asker.at('qdisc', ...scope.path, i, ...rest);
  refuseActions(spec, at, scope, asker);
  const match = matchOf(spec, at, asker);
  const actions = actionsOf(spec, scope);
  const prio = spec.prio ?? scope.first + i;
  return {
    object: 'filter',
    parent: scope.parent,
    handle: String(prio),
    type: spec.kind,
    protocol: spec.protocol ?? match.protocol,
    settings: [...matchesOf(spec.kind, match), ...actions],
    id: [match.text, ...actions.flatMap(({ words }) => words)].filter(Boolean).join(' '),
    level: scope.first + i,
    reason: spec.about ?? reason(spec, match.text, scope),
    source: asker.at('qdisc', ...scope.path, i),
    kernel: [
      `cls_${spec.kind}`,
      ...((spec.redirect ?? spec.mirror) ? ['act_mirred'] : []),
      ...(spec.police ? ['act_police'] : []),
    ],
  };
}

type At = (...path: (string | number)[]) => ReturnType<InterfaceAsker['at']>;

function refuseActions(
  spec: FilterSpec,
  at: At,
  { classes, parent }: FilterScope,
  asker: InterfaceAsker,
): void {
  const inOut = !parent.includes(':');
  const given = (['flowid', 'redirect', 'mirror', 'police'] as const).filter(
    (key) => spec[key] !== undefined,
  );
  if (given.length !== 1)
    asker.refuse({
      code: 'filter-action',
      message: `a filter has one of flowid, redirect, mirror and police, found ${given.join(', ') || 'none'}`,
      at: given[1] === undefined ? at() : at(given[1]),
    });
  if (spec.flowid !== undefined && inOut)
    asker.refuse({
      code: 'unknown-class',
      message: `${parent} has no classes: its filters redirect, mirror or police packets`,
      at: at('flowid'),
    });
  else if (spec.flowid !== undefined && !classes.includes(spec.flowid))
    asker.refuse({
      code: 'unknown-class',
      message: `${spec.flowid} is not a class of qdisc ${parent} without classes below it; the kernel would ignore the filter`,
      at: at('flowid'),
      known: classes,
      word: spec.flowid,
    });
  for (const key of ['redirect', 'mirror'] as const) {
    const dev = spec[key];
    if (dev === undefined) continue;
    const known = (asker.interfaces(asker.node) ?? []).filter((name) => name !== asker.name);
    if (dev !== 'lo' && !known.includes(dev))
      asker.refuse({
        code: dev === asker.name ? 'mirred-loop' : 'unknown-interface',
        message:
          dev === asker.name
            ? `a packet of ${dev} cannot be sent to ${dev} again: the same filter would take it`
            : `${asker.node} has no interface "${dev}"`,
        at: at(key),
        known,
        word: dev,
      });
  }
}

function matchOf(spec: FilterSpec, at: At, asker: InterfaceAsker): Match {
  const addresses = (['src', 'dst'] as const).flatMap((key) => {
    const ref = spec[key];
    const address = ref === undefined ? undefined : asker.address(ref, at(key));
    return address === undefined ? [] : [addressMatch(key, address)];
  });
  const keys = (['src', 'dst', 'ip-protocol', 'sport', 'dport'] as const).filter(
    (key) => spec[key] !== undefined,
  );
  if (spec.kind === 'matchall' && keys.length > 0)
    asker.refuse({
      code: 'matchall-key',
      message: `matchall matches all packets: it has no ${keys[0]}`,
      at: at(keys[0]!),
      hint: 'use kind: u32 or flower',
    });
  const families = [
    ...addresses.map(({ address }) => (parseIp(address)!.family === 6 ? 'ipv6' : 'ip')),
    ...(spec.protocol && keys.length > 0 ? [spec.protocol] : []),
    ...(spec['ip-protocol'] === 'icmpv6' ? ['ipv6'] : spec['ip-protocol'] === 'icmp' ? ['ip'] : []),
  ];
  const protocol = families[0] ?? (keys.length > 0 ? 'ip' : 'all');
  const other = families.find((one) => one !== protocol);
  if (other !== undefined || ((protocol === 'arp' || protocol === 'all') && keys.length > 0))
    asker.refuse({
      code: 'filter-family',
      message: `no packet is of ${other === undefined ? `protocol ${protocol}` : `${protocol} and ${other}`} and has ${keys.join(', ')}`,
      at: at(keys[0]!),
    });
  const ports = spec.sport ?? spec.dport;
  if (ports !== undefined && !['tcp', 'udp'].includes(spec['ip-protocol'] ?? ''))
    asker.refuse({
      code: 'port-without-protocol',
      message: 'packets of TCP and UDP have ports: the filter needs an ip-protocol',
      at: at(spec.sport === undefined ? 'dport' : 'sport'),
      hint: 'add ip-protocol: tcp or ip-protocol: udp',
    });
  return {
    protocol,
    addresses,
    ...(spec['ip-protocol'] ? { ipProtocol: spec['ip-protocol'] } : {}),
    ...(spec.sport === undefined ? {} : { sport: spec.sport }),
    ...(spec.dport === undefined ? {} : { dport: spec.dport }),
    text: [
      ...addresses.map(({ key, address }) => `${key} ${address}`),
      ...(spec['ip-protocol'] ? [spec['ip-protocol']] : []),
      ...(['sport', 'dport'] as const).flatMap((key) =>
        spec[key] === undefined ? [] : [`${key} ${spec[key]}`],
      ),
    ].join(' '),
  };
}

function actionsOf(
  { flowid, redirect, mirror, police }: FilterSpec,
  { classes }: FilterScope,
): readonly TcSetting[] {
  const other = classes.find((one) => one !== flowid);
  const mirred = (how: string, dev: string, instead: string): TcSetting => {
    const words = (what: string) => ['action', 'mirred', 'egress', what, 'dev', dev];
    const shown = `mirred (Egress ${how === 'mirror' ? 'Mirror' : 'Redirect'} to device ${dev})`;
    return { name: how, words: words(how), other: words(instead), shown };
  };
  return [
    ...(flowid === undefined
      ? []
      : [
          {
            name: 'flowid',
            words: ['flowid', flowid],
            shown: `flowid ${flowid}`,
            ...(other ? { other: ['flowid', other] } : {}),
          },
        ]),
    ...(redirect ? [mirred('redirect', redirect, 'mirror')] : []),
    ...(mirror ? [mirred('mirror', mirror, 'redirect')] : []),
    ...(police
      ? [
          { name: 'action', words: ['action', 'police'] },
          ...amountSetting('rate', 'rate', police.rate),
          ...amountSetting('burst', 'size', police.burst),
          { name: 'exceed', words: ['conform-exceed', 'drop'], shown: 'action drop' },
        ]
      : []),
  ];
}

function reason(
  { flowid, redirect, mirror, police }: FilterSpec,
  text: string,
  { parent }: FilterScope,
): string {
  const which = text === '' ? 'All packets' : `Packets of ${text}`;
  if (flowid !== undefined) return `${which} are in class ${flowid}.`;
  const ways: Readonly<Record<string, string>> = { ingress: ' that arrive', egress: ' that leave' };
  const those = `${which}${ways[parent] ?? ''}`;
  if (redirect !== undefined) return `${those} are sent out of ${redirect} instead.`;
  if (mirror !== undefined)
    return `${mirror} sends a copy of ${text === '' ? 'all packets' : `packets of ${text}`}${ways[parent] ?? ''}.`;
  return `${those} above ${police?.rate} are dropped.`;
}
