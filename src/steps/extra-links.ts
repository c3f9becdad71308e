/** Interfaces, flags and MTUs that no step made. */
import type { Step } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import { linkSetStep } from './compare-interface.ts';
import type { Finding } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

const ethernetMtu = 1500;
/** Types with Ethernet that are NOARP by default: drivers/net/dummy.c, ifb.c, ipvlan in its l3 modes, vrf.c. */
const silent: readonly unknown[] = ['dummy', 'ifb', 'ipvlan', 'vrf'];
/** Devices that a kernel module makes in every namespace. */
const ofModules =
  /^(lo|tunl0|sit0|gre0|gretap0|erspan0|ip_vti0|ip6_vti0|ip6tnl0|ip6gre0|ifb\d+|dummy0|bond0)$/;

export function extraLinks({ node, links }: NodeState, own: readonly Step[]): readonly Finding[] {
  const planned = new Set(own.flatMap(namesOf));
  return links.flatMap((found) =>
    planned.has(found.ifname) || ofModules.test(found.ifname)
      ? flags(found, { node, links, own })
      : [extraInterface(found, node)],
  );
}

/** The interface that a step makes, or the other end of a pair in the same node. */
function namesOf(step: Step): readonly string[] {
  if (step.kind === 'link-set') return [step.rename ?? step.name];
  if (step.kind === 'tuntap') return [step.dev];
  if (step.kind !== 'link') return [];
  return [step.name, ...(step.peer && step.peer.netns === undefined ? [step.peer.name] : [])];
}

function extraInterface({ ifname, linkinfo }: Row, node: string): Finding {
  const name = `${node}/link/${ifname}`;
  const kind: unknown = linkinfo?.info_kind;
  return {
    why: `${node} has an interface that no step made: ${ifname}`,
    argv: ['ip', '-d', 'link', 'show', 'dev', ifname],
    extra: {
      name,
      remove: [typedStep(node, name, ['ip', 'link', 'del', 'dev', ifname])],
      // A program holds the other end.
      ...(kind === 'tun' ? { foreign: true } : {}),
    },
  };
}

interface Around {
  readonly node: string;
  readonly links: readonly Row[];
  readonly own: readonly Step[];
}

function flags(found: Row, { node, links, own }: Around): readonly Finding[] {
  const { ifname, mtu, link_type, flags: set = [], linkinfo } = found;
  const argv = ['ip', '-d', 'link', 'show', 'dev', ifname];
  const id = `${node}/link/${ifname}`;
  const hasMtu = own.some(
    (step) =>
      (step.kind === 'link' || step.kind === 'link-set') &&
      ((step.kind === 'link-set' && step.rename) || step.name) === ifname &&
      (step.mtu !== undefined || step.up === 'by its master'),
  );
  const should = defaultMtu(found, links);
  const switched = (word: string, value: string) => [
    typedStep(node, id, ['ip', 'link', 'set', 'dev', ifname, word, value]),
  ];
  return [
    ...(link_type === 'ether' && !silent.includes(linkinfo?.info_kind) && set.includes('NOARP')
      ? [
          {
            ...{
              why: `${node}'s ${ifname} is NOARP: it asks for no MAC and answers no ARP request`,
              argv,
              id,
            },
            mend: switched('arp', 'on'),
          },
        ]
      : []),
    // The kernel sets these flags for its own use elsewhere: here a user did.
    ...(set.includes('PROMISC')
      ? [{ why: `${node}'s ${ifname} is promiscuous`, argv, id, mend: switched('promisc', 'off') }]
      : []),
    ...(set.includes('ALLMULTI')
      ? [{ why: `${node}'s ${ifname} is ALLMULTI`, argv, id, mend: switched('allmulticast', 'off') }]
      : []),
    ...(should !== undefined && !hasMtu && mtu !== should
      ? [
          {
            ...{ why: `${node}'s ${ifname} has MTU ${mtu} and should have ${should}`, argv, id },
            mend: [linkSetStep(node, id, ifname, { mtu: should })],
          },
        ]
      : []),
  ];
}

/**
 * The MTU of a device for which the plan gives none. A vlan and a macvlan shrink with the interface below and stay so, and a vxlan
 * takes its MTU when it is created. Undefined where the kernel changes it: a bridge and a bond follow their ports.
 */
function defaultMtu({ link, link_netnsid, linkinfo }: Row, links: readonly Row[]): number | undefined {
  const { info_kind: kind, info_data: data = {} }: Row = linkinfo ?? {};
  if (kind === 'veth') return ethernetMtu;
  const name: unknown = kind === 'vxlan' ? data.link : link;
  const below = links.find(({ ifname }) => ifname === name);
  if (!below || link_netnsid !== undefined || below.linkinfo?.info_kind !== 'veth') return undefined;
  if (kind === 'vlan' || kind === 'macvlan' || kind === 'macvtap') return below.mtu;
  if (kind !== 'vxlan') return undefined;
  return below.mtu - (data.local6 || data.remote6 || data.group6 ? 70 : 50);
}
