/** The fields that `ip link add` and `ip link set` share, compared with the kernel's state of an interface. */
import type { Step } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import { listOf } from './findings.ts';
import type { LinkSetStep } from './link-set.ts';
import type { Finding, Findings } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

interface Planned {
  readonly id: string;
  readonly up?: boolean | 'by its master';
  readonly master?: string;
  readonly mtu?: number;
  readonly mac?: string;
}

export function compareInterface(
  name: string,
  { id, up, master, mtu, mac }: Planned,
  node: NodeState,
  more: (found: Row, shown: (why: string) => Finding) => Findings = () => undefined,
): readonly Finding[] {
  const found = node.links.find((one) => one.ifname === name);
  const shown = (why: string): Finding => ({ why, argv: ['ip', '-d', 'link', 'show', 'dev', name] });
  if (!found) return [{ why: `${node.node} has no interface ${name}`, argv: ['ip', 'link', 'show'] }];
  const own = `${node.node}'s ${name}`;
  const isElsewhere = master !== undefined && found.master !== master;
  const set = (instead: Partial<LinkSetStep>) => linkSetStep(node.node, id, name, instead);
  const wrong: readonly (readonly [unknown, string, readonly Step[]])[] = [
    [
      up && !found.flags?.includes('UP'),
      `${own} is down`,
      up === 'by its master' && isElsewhere ? [] : [set({ up: true })],
    ],
    [
      isElsewhere,
      `${own} is ${found.master ? `a port of ${found.master}` : 'no port'} and should be one of ${master}`,
      // A bond takes only a port that is down.
      [...(up === 'by its master' ? [set({ up: false })] : []), set({ master: master! })],
    ],
    [
      mtu !== undefined && found.mtu !== mtu,
      `${own} has MTU ${found.mtu} and should have ${mtu}`,
      [set({ mtu: mtu! })],
    ],
    [
      mac !== undefined && found.address !== mac,
      `${own} has MAC ${found.address} and should have ${mac}`,
      [set({ mac: mac! })],
    ],
  ];
  const carrier: readonly Finding[] =
    up && found.flags?.includes('NO-CARRIER')
      ? [
          {
            ...shown(`${own} has no carrier: its other end is down or gone`),
            ...{ consequence: true, mend: [] },
          },
        ]
      : [];
  return [
    ...carrier,
    ...wrong.flatMap(([is, why, mend]) => (is ? [{ ...shown(why), mend }] : [])),
    ...listOf(more(found, shown)),
  ];
}

/** A change of one interface. */
export const linkSetStep = (
  node: string,
  id: string,
  name: string,
  instead: Partial<LinkSetStep>,
): LinkSetStep => {
  const { stage, level, reason, source } = typedStep(node, id, []);
  return { stage, level, reason, source, kind: 'link-set', id, node, name, ...instead };
};
