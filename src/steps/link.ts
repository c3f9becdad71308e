/**
 * `ip link add`: a device with everything that can be given at creation. A veth pair is one such step: its peer is made with
 * it, often in another namespace. A macvlan on another node's interface is made by that node into this one (`netns`).
 */
import type { Step, StepBase } from '../model/plan.ts';
import { compareInterface } from './compare-interface.ts';
import { extraLinks } from './extra-links.ts';
import { nameWords } from './link-name.ts';
import { alteredSettings, type LinkSetting, settingWords } from './link-settings.ts';
import { compareType } from './link-type.ts';
import { otherMac, otherMtu } from './other-value.ts';
import type { Alteration, StepKind } from './step-kind.ts';

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
  /** Its bond sets it up when it joins, and only then. */
  readonly up?: boolean | 'by its master';
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
    ...(step.up === true ? ['up'] : []),
    ...(step.master ? ['master', step.master] : []),
    ...['type', step.type],
    ...step.settings.flatMap(settingWords),
    ...(step.peer ? peerWords(step.peer) : []),
  ],
  namespaces: ({ netns, peer }) => [netns, peer?.netns].filter((name) => name !== undefined),
  macs: ({ mac, peer }) => [mac, peer?.mac].filter((one) => one !== undefined),
  elsewhere: (step, nodeIn) => [...peerStep(step, nodeIn), ...madeStep(step)],
  occupies({ node, name, netns, makes, peer }, nodeIn) {
    const own = netns === undefined ? node : (nodeIn(netns) ?? null);
    const other = peer?.netns === undefined ? node : (nodeIn(peer.netns) ?? null);
    return [
      ...(own === null ? [] : [{ node: own, interface: name }]),
      ...(netns !== undefined && makes ? [makes] : []),
      ...(peer && other !== null ? [{ node: other, interface: peer.name }] : []),
    ];
  },
  extra: extraLinks,
  compare(step, node, _, own = []) {
    // Made straight into another node's namespace: compared there.
    if (step.netns !== undefined) return undefined;
    return compareInterface(step.name, step, node, (found, shown) =>
      compareType(step, { found, node, shown, own }),
    );
  },
  mutations: {
    down: 'an interface is not brought up',
    unplug: 'an interface is not a port of its bridge',
    mtu: 'an interface has a smaller MTU, at either end of a cable',
    mac: 'a written MAC address is another one',
    setting: 'a device has another VNI, port, local, remote, mode or other setting of its type',
  },
  mutate: (step) => [
    ...(step.up === true
      ? [{ mutation: 'down', what: 'not brought up', instead: { ...step, up: false } }]
      : []),
    ...(step.master ? [unplugged(step, step.master)] : []),
    ...resized(step),
    ...readdressed(step),
    ...alteredSettings(step.settings, (settings) => ({ ...step, settings })),
  ],
};

const macAndMtu = ({ mac, mtu }: Pick<LinkStep, 'mac' | 'mtu'>): readonly string[] => [
  ...(mac ? ['address', mac] : []),
  ...(mtu ? ['mtu', String(mtu)] : []),
];

const peerWords = (peer: LinkPeer): readonly string[] => [
  ...['peer', 'name', peer.name],
  ...macAndMtu(peer),
  ...(peer.netns ? ['netns', peer.netns] : []),
];

/** The device that a command makes straight into another node's namespace, as a step of that node. */
const madeStep = (step: LinkStep): readonly Step[] => {
  const { netns, makes, ...rest } = step;
  return netns === undefined || !makes ? [] : [{ ...rest, node: makes.node, name: makes.interface }];
};

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
