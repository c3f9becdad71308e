/** The fields that `ip link add` and `ip link set` share, compared with the kernel's state of an interface. */
import type { NodeState, Row } from '../state/state.ts';
import type { Finding } from './step-kind.ts';

interface Planned {
  readonly up?: boolean;
  readonly master?: string;
  readonly mtu?: number;
  readonly mac?: string;
}

export function compareInterface(
  name: string,
  { up, master, mtu, mac }: Planned,
  node: NodeState,
  more: (found: Row, shown: (why: string) => Finding) => Finding | undefined = () => undefined,
): Finding | undefined {
  const found = node.links.find((one) => one.ifname === name);
  const shown = (why: string): Finding => ({ why, argv: ['ip', '-d', 'link', 'show', 'dev', name] });
  if (!found) return { why: `${node.node} has no interface ${name}`, argv: ['ip', 'link', 'show'] };
  const own = `${node.node}'s ${name}`;
  if (up && !found.flags?.includes('UP')) return shown(`${own} is down`);
  if (up && found.flags?.includes('NO-CARRIER'))
    return shown(`${own} has no carrier: its other end is down or gone`);
  if (master !== undefined && found.master !== master)
    return shown(
      `${own} is ${found.master ? `a port of ${found.master}` : 'no port'} and should be one of ${master}`,
    );
  if (mtu !== undefined && found.mtu !== mtu)
    return shown(`${own} has MTU ${found.mtu} and should have ${mtu}`);
  if (mac !== undefined && found.address !== mac)
    return shown(`${own} has MAC ${found.address} and should have ${mac}`);
  return more(found, shown);
}
