import type { PlanScope } from '../model/context.ts';
import type { BridgePortStep } from '../steps/bridge-port.ts';

/** Hairpin is a setting of bridge ports, so it is set after the interface has joined its bridge. */
export function hairpinSteps({ node }: PlanScope): readonly BridgePortStep[] {
  const ports = node.interfaces.filter((iface) => iface.hairpin !== undefined && iface.master !== undefined);
  if (ports.length === 0) return [];
  return ports.map((iface) => ({
    kind: 'bridge-port',
    id: `${node.name}/hairpin/${iface.name}`,
    stage: 'bridge ports',
    level: 0,
    node: node.name,
    reason: `${iface.master} ${iface.hairpin ? 'may' : 'may not'} send a frame back out of ${iface.name}, the port that it arrived on.`,
    source: iface.source,
    dev: iface.name,
    hairpin: iface.hairpin === true,
  }));
}
