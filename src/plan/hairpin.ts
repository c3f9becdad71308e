import type { PlanScope } from '../model/context.ts';
import type { LabNode } from '../model/lab.ts';
import type { BridgePortStep } from '../steps/bridge-port.ts';

/** Hairpin is a property of a bridge's port and can only be set once it is one. */
export function hairpinSteps({ node }: PlanScope): readonly BridgePortStep[] {
  const ports = node.interfaces.filter((iface) => iface.hairpin !== undefined && iface.master !== undefined);
  if (ports.length === 0) return [];
  const neutral = translates(node)
    ? {}
    : { neutral: { drop: 'Nothing here translates a packet back into the port that it came by.' } };
  return ports.map((iface) => ({
    kind: 'bridge-port',
    id: `${node.name}/hairpin/${iface.name}`,
    stage: 'bridge ports',
    level: 0,
    node: node.name,
    reason: `${iface.master} ${iface.hairpin ? 'may' : 'may not'} send a frame back out of ${iface.name}, the port that it came in by.`,
    source: iface.source,
    ...neutral,
    dev: iface.name,
    hairpin: iface.hairpin === true,
  }));
}

/** What could send a frame back: a rule, a service, or a program that may write either. */
const translates = ({ settings }: LabNode): boolean =>
  'run' in settings || /DNAT|REDIRECT/.test(JSON.stringify([settings.iptables, settings.ip6tables]));
