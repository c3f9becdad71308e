/**
 * A sysctl of the lab gets another value: a switch is turned, a number is one more. The baseline is only left out, never turned:
 * what it guards against is a host with other settings. Where the baseline says the other value already, turning is leaving out.
 */
import type { Mutation } from './mutation.ts';

export const flip: Mutation = {
  name: 'flip',
  about: 'a sysctl has another value',
  of(step, plan) {
    if (step.kind !== 'sysctl' || step.stage === 'baseline' || !/^\d+$/.test(step.value)) return [];
    const value = step.value === '0' ? '1' : step.value === '1' ? '0' : String(Number(step.value) + 1);
    const same = plan.steps.some(
      (one) =>
        one.kind === 'sysctl' &&
        one.stage === 'baseline' &&
        one.node === step.node &&
        one.key === step.key &&
        one.value === value,
    );
    return same ? [] : [{ what: `${value} in place of ${step.value}`, instead: { ...step, value } }];
  },
};
