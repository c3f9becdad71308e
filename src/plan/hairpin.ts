import type { PlanScope } from '../model/context.ts';
import type { LabNode } from '../model/lab.ts';
import type { BridgePortStep } from '../steps/bridge-port.ts';

/** Hairpin is a setting of bridge ports, so it is set after the interface has joined its bridge. */
export function hairpinSteps({ node }: PlanScope): readonly BridgePortStep[] {
  const ports = node.interfaces.filter((iface) => iface.hairpin !== undefined && iface.master !== undefined);
  if (ports.length === 0) return [];
  const neutral = translates(node)
    ? {}
    : {
        neutral: {
          drop: 'No rule or service of this node sends a packet back out of the port that it arrived on.',
        },
      };
  return ports.map((iface) => ({
    kind: 'bridge-port',
    id: `${node.name}/hairpin/${iface.name}`,
    stage: 'bridge ports',
    level: 0,
    node: node.name,
    reason: `${iface.master} ${iface.hairpin ? 'may' : 'may not'} send a frame back out of ${iface.name}, the port that it arrived on.`,
    source: iface.source,
    ...neutral,
    dev: iface.name,
    hairpin: iface.hairpin === true,
  }));
}

/** Whether a frame could be sent back: by a rule, a service, or a program that may add either. */
const translates = ({ settings }: LabNode): boolean =>
  'run' in settings || /DNAT|REDIRECT/.test(JSON.stringify([settings.iptables, settings.ip6tables]));
