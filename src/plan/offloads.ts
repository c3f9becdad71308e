import { offloads } from '../interfaces/offloads.ts';
import type { PlanScope } from '../model/context.ts';
import type { OffloadStep } from '../steps/offload.ts';

/** One `ethtool -K` for each interface that says anything: a device is asked once, with all of it. */
export const offloadSteps = ({ node }: PlanScope): readonly OffloadStep[] =>
  node.interfaces.flatMap(({ name, offloads: said, source }) => {
    if (!said) return [];
    const features = Object.fromEntries(
      offloads.flatMap(({ key, word }) => (said[key] === undefined ? [] : [[word, said[key]]])),
    );
    const off = offloads.every(({ key }) => said[key] !== true);
    return [
      {
        kind: 'offload',
        id: `${node.name}/offloads/${name}`,
        stage: 'offloads',
        level: 0,
        node: node.name,
        reason: off
          ? `${name} of ${node.name} carries packets as a wire would: cut and summed by the kernel.`
          : `What ${name} of ${node.name} does in the kernel's place.`,
        source,
        dev: name,
        features,
      },
    ];
  });
