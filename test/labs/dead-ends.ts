/**
 * Faults under which a negative check of a lab must not pass: one of its ends, or a router between them, is dead. Generated from
 * the lab: for each negative check, and each watcher of a probe that awaits no answer, every end that takes part.
 */
import type { Compiled } from '../../src/engine/compile.ts';
import type { Check, LabNode } from '../../src/model/lab.ts';
import { eachPair, type Pairs } from '../../src/probes/pairs.ts';
import { way } from '../../src/verify/way.ts';

export interface DeadEnd {
  /** `link of the asker db` */
  readonly name: string;
  readonly kind:
    | 'asker mute'
    | 'asker link'
    | 'asker cable'
    | 'asker port'
    | 'asker deaf'
    | 'answerer link'
    | 'answerer port'
    | 'server ended'
    | 'router';
  readonly node: string;
  /** Command lines, each for a node. */
  readonly lines: readonly (readonly [node: string, line: string])[];
  /** Ids of the checks that must notice it. */
  readonly checks: ReadonlySet<string>;
}

export function deadEnds({ lab, plan }: Compiled): readonly DeadEnd[] {
  const found = new Map<string, DeadEnd & { readonly checks: Set<string> }>();
  const nodes = new Map(lab.nodes.map((node) => [node.name, node]));
  const owner = new Map(
    lab.nodes.flatMap((node) =>
      node.interfaces.flatMap(({ addresses }) =>
        addresses.map(({ cidr }) => [cidr.split('/')[0]!, node.name] as const),
      ),
    ),
  );
  const add = (check: Check, kind: DeadEnd['kind'], node: string, lines: DeadEnd['lines']) => {
    if (lines.length === 0) return;
    const name = `${kind} ${node}`;
    const before = found.get(name) ?? { name, kind, node, lines, checks: new Set<string>() };
    before.checks.add(check.id);
    found.set(name, before);
  };
  const addAsker = (check: Check, asker: LabNode) => {
    add(check, 'asker mute', asker.name, [
      [asker.name, 'iptables -I OUTPUT -j DROP; ip6tables -I OUTPUT -j DROP'],
    ]);
    add(check, 'asker link', asker.name, linkDown(asker));
    add(check, 'asker cable', asker.name, cableCut(asker));
    add(check, 'asker port', asker.name, portClosed(asker));
  };
  for (const check of lab.checks)
    for (const asked of check.negative ? [check] : silentUnder(check)) {
      const { pairs, node } = asked.spec as object as { readonly pairs?: Pairs; readonly node?: string };
      // A DNS question has no pairs: its node asks the servers of its resolver.
      if (node !== undefined) addAsker(check, nodes.get(node)!);
      if (!pairs) continue;
      // A watcher that needs no control sees where the packet ends: the nodes behind that point do not matter.
      const whole = check.controls !== undefined;
      for (const pair of eachPair(pairs)) {
        const asker = nodes.get(pair.from)!;
        const answerer = nodes.get(
          pairs.to.find(({ name }) => name === pair.to)?.node ?? owner.get(pair.address) ?? '',
        );
        addAsker(check, asker);
        if (!answerer || !whole) continue;
        add(check, 'asker deaf', asker.name, deaf(asker));
        add(check, 'answerer link', answerer.name, linkDown(answerer));
        add(check, 'answerer port', answerer.name, portClosed(answerer));
        if (asked.probe !== 'ping' && answerer.settings.serve)
          add(check, 'server ended', answerer.name, [
            [answerer.name, `kill $(cat ${plan.directory}/pid/${answerer.name}.serve)`],
          ]);
        for (const between of way(plan, [asker.name, answerer.name]).slice(2))
          if (forwards(between))
            add(check, 'router', between, [[between, 'sysctl -qw net.ipv4.ip_forward=0']]);
      }
    }
  return [...found.values()];

  function forwards(node: string): boolean {
    return plan.steps.some(
      (step) =>
        step.kind === 'sysctl' &&
        step.node === node &&
        step.key === 'net.ipv4.ip_forward' &&
        String(step.value) === '1',
    );
  }
}

/** The probes under `while` that await no answer. */
const silentUnder = ({ spec }: Check): readonly Check[] =>
  ((spec as { stimulus?: { checks: readonly Check[] } }).stimulus?.checks ?? []).filter(
    ({ negative }) => negative,
  );

const linkDown = ({ name, interfaces }: LabNode): DeadEnd['lines'] =>
  interfaces
    .filter((iface) => iface.name !== 'lo')
    .map((iface) => [name, `ip link set ${iface.name} down`] as const);

/** The far ends of its cables. */
const farEnds = ({ interfaces }: LabNode) =>
  interfaces.flatMap(
    ({ spec }) => ((spec ?? {}) as { peer?: { node: string; interface: string } }).peer ?? [],
  );

/** It keeps its routes and loses its carrier. */
const cableCut = (node: LabNode): DeadEnd['lines'] =>
  farEnds(node).map((peer) => [peer.node, `ip link set ${peer.interface} down`]);

/** It keeps its carrier too. A port of a bridge is disabled (state 0); another far end becomes a port of a bridge that is down. */
const portClosed = (node: LabNode): DeadEnd['lines'] =>
  farEnds(node).map((peer) => [
    peer.node,
    `bridge link set dev ${peer.interface} state 0 2>/dev/null || { ip link show cut0 >/dev/null 2>&1 || ip link add cut0 type bridge; ip link set ${peer.interface} master cut0; }`,
  ]);

/** It sends, and IP takes nothing of what it receives. */
const deaf = ({ name }: LabNode): DeadEnd['lines'] => [
  [name, 'iptables -t raw -I PREROUTING ! -i lo -j DROP; ip6tables -t raw -I PREROUTING ! -i lo -j DROP'],
];
