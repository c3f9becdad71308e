import { offloads } from '../interfaces/offloads.ts';
import type { PlanScope } from '../model/context.ts';
import type { RunStep } from '../model/plan.ts';

/** One `ethtool -K` for each interface that says anything: a device is asked once, with all of it. */
export const offloadSteps = ({ node }: PlanScope): readonly RunStep[] =>
  node.interfaces.flatMap(({ name, offloads: said, source }) => {
    if (!said) return [];
    const words = offloads.flatMap(({ key, word }) =>
      said[key] === undefined ? [] : [word, said[key] ? 'on' : 'off'],
    );
    const off = offloads.every(({ key }) => said[key] !== true);
    return [
      {
        kind: 'run',
        id: `${node.name}/offloads/${name}`,
        stage: 'offloads',
        level: 0,
        node: node.name,
        reason: off
          ? `${name} of ${node.name} carries packets as a wire would: cut and summed by the kernel.`
          : `What ${name} of ${node.name} does in the kernel's place.`,
        source,
        argv: ['ethtool', '-K', name, ...words],
      },
    ];
  });
