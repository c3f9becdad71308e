import type { PlanScope } from '../model/context.ts';
import type { RunStep } from '../model/plan.ts';

/** Hairpin is a property of a bridge's port and can only be set once it is one. */
export const hairpinSteps = ({ node }: PlanScope): readonly RunStep[] =>
  node.interfaces
    .filter((iface) => iface.hairpin !== undefined && iface.master !== undefined)
    .map((iface) => ({
      kind: 'run',
      id: `${node.name}/hairpin/${iface.name}`,
      stage: 'bridge ports',
      level: 0,
      node: node.name,
      reason: `${iface.master} ${iface.hairpin ? 'may' : 'may not'} send a frame back out of ${iface.name}, the port that it came in by.`,
      source: iface.source,
      argv: ['bridge', 'link', 'set', 'dev', iface.name, 'hairpin', iface.hairpin ? 'on' : 'off'],
    }));
