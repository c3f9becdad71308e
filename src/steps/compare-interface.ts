/** The fields that `ip link add` and `ip link set` share, compared with the kernel's state of an interface. */
import type { NodeState, Row } from '../state/state.ts';
import { listOf } from './findings.ts';
import type { Finding, Findings } from './step-kind.ts';

interface Planned {
  readonly up?: boolean | 'by its master';
  readonly master?: string;
  readonly mtu?: number;
  readonly mac?: string;
}

export function compareInterface(
  name: string,
  { up, master, mtu, mac }: Planned,
  node: NodeState,
  more: (found: Row, shown: (why: string) => Finding) => Findings = () => undefined,
): readonly Finding[] {
  const found = node.links.find((one) => one.ifname === name);
  const shown = (why: string): Finding => ({ why, argv: ['ip', '-d', 'link', 'show', 'dev', name] });
  if (!found) return [{ why: `${node.node} has no interface ${name}`, argv: ['ip', 'link', 'show'] }];
  const own = `${node.node}'s ${name}`;
  const wrong = [
    up && !found.flags?.includes('UP') && `${own} is down`,
    master !== undefined &&
      found.master !== master &&
      `${own} is ${found.master ? `a port of ${found.master}` : 'no port'} and should be one of ${master}`,
    mtu !== undefined && found.mtu !== mtu && `${own} has MTU ${found.mtu} and should have ${mtu}`,
    mac !== undefined && found.address !== mac && `${own} has MAC ${found.address} and should have ${mac}`,
  ];
  const carrier: readonly Finding[] =
    up && found.flags?.includes('NO-CARRIER')
      ? [{ ...shown(`${own} has no carrier: its other end is down or gone`), consequence: true }]
      : [];
  return [
    ...carrier,
    ...wrong.flatMap((why) => (typeof why === 'string' ? [shown(why)] : [])),
    ...listOf(more(found, shown)),
  ];
}
