/**
 * `ip link add`: a device with everything that can be given at creation. A veth pair is one such step: its peer is made with
 * it, often in another namespace. A macvlan on another node's interface is made by that node into this one (`netns`).
 */
import type { Step, StepBase } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import { compareInterface } from './compare-interface.ts';
import { nameWords } from './link-name.ts';
import { otherAddress, otherMac, otherMtu } from './other-value.ts';
import type { Alteration, Finding, StepKind } from './step-kind.ts';

export interface LinkStep extends StepBase {
  readonly kind: 'link';
  readonly name: string;
  /** The word after `type` in `ip link add`. */
  readonly type: string;
  /** The interface below, for types that take it as `ip link add link <parent>`. */
  readonly parent?: string;
  /** The namespace it is made in, where that is not the step's node's. */
  readonly netns?: string;
  readonly mac?: string;
  readonly mtu?: number;
  readonly up?: boolean;
  readonly master?: string;
  /** The words after the type, in the order of the command. */
  readonly settings: readonly LinkSetting[];
  /** The other end of a veth pair. */
  readonly peer?: LinkPeer;
}

export interface LinkPeer {
  readonly name: string;
  readonly mac?: string;
  readonly mtu?: number;
  /** The namespace it is made in, where that is not the step's node's. */
  readonly netns?: string;
}

/** One setting of a device, as `ip link add ... type X` takes it. */
export interface LinkSetting {
  /** `dstport` */
  readonly word: string;
  /** Its value; true for a word that stands alone, false where that word is left out on purpose. */
  readonly value: string | boolean;
  /** The field of `ip -j -d link` (linkinfo.info_data) that shows it; absent for what is not compared. */
  readonly field?: string;
  /** How the field shows it, where that is not the value itself: a GRE key is shown as an IPv4 address. */
  readonly shown?: 'dotted';
  /** The value of its mutant; default: another number, address or switch. null for names, which have none. */
  readonly other?: string | null;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    link: LinkStep;
  }
}

export const link: StepKind<LinkStep> = {
  kind: 'link',
  command: (step) => [
    ...['ip', 'link', 'add'],
    ...(step.parent ? ['link', step.parent, 'name', step.name] : nameWords(step.name, 'name')),
    ...(step.netns ? ['netns', step.netns] : []),
    ...macAndMtu(step),
    ...(step.up ? ['up'] : []),
    ...(step.master ? ['master', step.master] : []),
    ...['type', step.type],
    ...step.settings.flatMap(settingWords),
    ...(step.peer ? peerWords(step.peer) : []),
  ],
  namespaces: ({ netns, peer }) => [netns, peer?.netns].filter((name) => name !== undefined),
  macs: ({ mac, peer }) => [mac, peer?.mac].filter((one) => one !== undefined),
  elsewhere: peerStep,
  extra: ({ node, links }, own) =>
    links.flatMap((found) => {
      const { ifname, mtu, flags = [], linkinfo } = found;
      const planned = own.some(
        (step) =>
          ((step.kind === 'link' || step.kind === 'link-set') &&
            step.name === ifname &&
            step.mtu !== undefined) ||
          (step.kind === 'link-set' && step.rename === ifname),
      );
      const argv = ['ip', '-d', 'link', 'show', 'dev', ifname];
      return [
        ...(asking.includes(linkinfo?.info_kind) && flags.includes('NOARP')
          ? [{ why: `${node}'s ${ifname} is NOARP: it asks for no MAC and answers no ARP request`, argv }]
          : []),
        // The kernel changes the MTU of a bridge by itself, of a veth never.
        ...(linkinfo?.info_kind === 'veth' && !planned && mtu !== ethernetMtu
          ? [{ why: `${node}'s ${ifname} has MTU ${mtu} and should have ${ethernetMtu}`, argv }]
          : []),
      ];
    }),
  compare(step, node) {
    // Made straight into another node's namespace: compared by the step there that brings it up.
    if (step.netns !== undefined) return undefined;
    return compareInterface(step.name, step, node, (found, shown) => compareType(step, found, node, shown));
  },
  mutations: {
    down: 'an interface is not brought up',
    unplug: 'an interface is not a port of its bridge',
    mtu: 'an interface has a smaller MTU, at either end of a cable',
    mac: 'a written MAC address is another one',
    setting: 'a device has another VNI, port, local, remote, mode or other setting of its type',
  },
  mutate: (step) => [
    ...(step.up ? [{ mutation: 'down', what: 'not brought up', instead: { ...step, up: false } }] : []),
    ...(step.master ? [unplugged(step, step.master)] : []),
    ...resized(step),
    ...readdressed(step),
    ...step.settings.flatMap((setting) => altered(step, setting)),
  ],
};

const macAndMtu = ({ mac, mtu }: Pick<LinkStep, 'mac' | 'mtu'>): readonly string[] => [
  ...(mac ? ['address', mac] : []),
  ...(mtu ? ['mtu', String(mtu)] : []),
];

const settingWords = ({ word, value }: LinkSetting): readonly string[] =>
  value === false ? [] : value === true ? [word] : [word, value];

const ethernetMtu = 1500;
/** Types that use ARP by default. */
const asking: readonly unknown[] = ['veth', 'bridge', 'vlan', 'macvlan', 'bond'];

const peerWords = (peer: LinkPeer): readonly string[] => [
  ...['peer', 'name', peer.name],
  ...macAndMtu(peer),
  ...(peer.netns ? ['netns', peer.netns] : []),
];

/** The MAC and MTU that a pair's command gives the other end, as a step of that end's node. */
function peerStep(step: LinkStep, nodeIn: (namespace: string) => string | undefined): readonly Step[] {
  const { peer } = step;
  if (!peer || (peer.mac === undefined && peer.mtu === undefined)) return [];
  const node = peer.netns === undefined ? step.node : nodeIn(peer.netns);
  if (!node) return [];
  const { id, stage, level, reason, source } = step;
  const { name, mac, mtu } = peer;
  return [
    {
      ...{ kind: 'link-set', id, stage, level, reason, source, node, name },
      ...(mac ? { mac } : {}),
      ...(mtu ? { mtu } : {}),
    },
  ];
}

function compareType(
  step: LinkStep,
  found: Row,
  node: NodeState,
  shown: (why: string) => Finding,
): Finding | undefined {
  const own = `${node.node}'s ${step.name}`;
  const kind = found.linkinfo?.info_kind;
  if (kind !== step.type) return shown(`${own} is of type ${kind ?? 'none'} and should be ${step.type}`);
  const data: Row = found.linkinfo?.info_data ?? {};
  const compared = step.settings.filter(({ field }) => field !== undefined);
  for (const { word, value, field, shown: how } of compared) {
    if (typeof value === 'boolean') continue;
    const is = how === 'dotted' ? dottedNumber(data[field!]) : data[field!];
    if (String(is) !== value) return shown(`${own} has ${word} ${is ?? 'none'} and should have ${value}`);
  }
  for (const { word, value, field } of compared)
    if (typeof value === 'boolean' && value !== (data[field!] === true))
      return shown(`${own} has ${value ? 'no ' : ''}${word} and should have ${value ? 'it' : 'none'}`);
  return undefined;
}

/** 0.0.1.8 is 264. */
const dottedNumber = (text: unknown): number | undefined =>
  typeof text === 'string' ? text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) : undefined;

export function unplugged<S extends Step & { readonly master?: string }>(
  step: S,
  master: string,
): Alteration {
  const { master: _, ...instead } = step;
  return { mutation: 'unplug', what: `not a port of ${master}`, instead: instead as S };
}

function resized(step: LinkStep): readonly Alteration[] {
  const { peer, mtu: before } = step;
  const alteration = (was: number | undefined, mtu: number) => ({
    mutation: 'mtu',
    what: `mtu ${mtu}${was === undefined ? '' : ` in place of ${was}`}`,
  });
  const own = otherMtu(before);
  const others = otherMtu(peer?.mtu);
  return [
    { ...alteration(before, own), instead: { ...step, mtu: own } },
    ...(peer
      ? [
          {
            ...alteration(peer.mtu, others),
            part: 'peer',
            instead: { ...step, peer: { ...peer, mtu: others } },
          },
        ]
      : []),
  ];
}

function readdressed(step: LinkStep): readonly Alteration[] {
  const { mac, peer } = step;
  return [
    ...(mac ? [{ ...otherMacOf(mac), instead: { ...step, mac: otherMac(mac) } }] : []),
    ...(peer?.mac
      ? [
          {
            ...otherMacOf(peer.mac),
            part: 'peer',
            instead: { ...step, peer: { ...peer, mac: otherMac(peer.mac) } },
          },
        ]
      : []),
  ];
}

export const otherMacOf = (mac: string): Pick<Alteration, 'mutation' | 'what'> => ({
  mutation: 'mac',
  what: `${otherMac(mac)} in place of ${mac}`,
});

function altered(step: LinkStep, setting: LinkSetting): readonly Alteration[] {
  const { word, value } = setting;
  const having = (instead: string | false): Step => ({
    ...step,
    settings: step.settings.map((one) => (one === setting ? { ...setting, value: instead } : one)),
  });
  if (value === false) return [];
  if (value === true)
    return [{ mutation: 'setting', part: word, what: `no ${word}`, instead: having(false) }];
  const other = setting.other === undefined ? otherSetting(word, value) : setting.other;
  if (other === null || other === undefined) return [];
  const what = `${word} ${other} in place of ${value}`;
  return [{ mutation: 'setting', part: word, what, instead: having(other) }];
}

function otherSetting(word: string, value: string): string | undefined {
  if (value === 'on' || value === 'off') return value === 'on' ? 'off' : 'on';
  if (value === '0' || value === '1')
    return word === 'id' || word.endsWith('key') ? '2' : value === '0' ? '1' : '0';
  if (/^\d+$/.test(value)) return String(Number(value) + 1);
  return otherAddress(value);
}
