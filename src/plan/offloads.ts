import { offloads } from '../interfaces/offloads.ts';
import type { PlanScope } from '../model/context.ts';
import type { OffloadStep } from '../steps/offload.ts';

/** One `ethtool -K` for each interface with offload settings. It has all settings of the interface. */
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
          ? `${name} of ${node.name} carries packets as on a wire: the kernel segments them and computes checksums.`
          : `Offload settings of ${name} of ${node.name}.`,
        source,
        dev: name,
        features,
      },
    ];
  });
