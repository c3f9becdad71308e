import type { Reader } from './reader.ts';

/** What a setting that often is wrong does, so that the sentence says more than a number. */
const effects: readonly (readonly [RegExp, string])[] = [
  [/^net\.ipv4\.ip_forward$/, ': it forwards nothing'],
  [/forwarding$/, ': it forwards nothing'],
];

export const setting: Reader = {
  about: 'sysctls',
  find(step, node) {
    if (step.kind !== 'sysctl') return undefined;
    const found = node.sysctls[step.key];
    if (found === step.value || (found === undefined && step.optional)) return undefined;
    const effect = found === '0' ? (effects.find(([pattern]) => pattern.test(step.key))?.[1] ?? '') : '';
    return {
      why: `${node.node}'s ${step.key} is ${found ?? 'not there'} and should be ${step.value}${effect}`,
      argv: ['sysctl', step.key],
    };
  },
};
