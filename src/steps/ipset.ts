/** `ipset create`: an empty set that rules match. */
import type { StepBase } from '../model/plan.ts';
import { partOf } from '../state/state-part.ts';
import { ipsetPart } from './ipset-save.ts';
import type { StepKind } from './step-kind.ts';

export interface IpsetStep extends StepBase {
  readonly kind: 'ipset';
  readonly name: string;
  /** `hash:ip,port` */
  readonly type: string;
  /** `family inet maxelem 1024`, as words. */
  readonly options: readonly string[];
}

declare module '../model/plan.ts' {
  interface StepKinds {
    ipset: IpsetStep;
  }
}

export const ipset: StepKind<IpsetStep> = {
  kind: 'ipset',
  kernel: [{ name: 'ip_set', for: 'sets of addresses in rules', modules: ['ip_set'], config: ['IP_SET'] }],
  command: ({ name, type, options }) => ['ipset', 'create', name, type, ...options],
  reads: [ipsetPart],
  readers: ['ipset'],
  compare: ({ name }, node) =>
    partOf(node, ipsetPart).some((one) => one.name === name)
      ? undefined
      : { why: `${node.node} has no set ${name}`, argv: ['ipset', 'list', '-name'] },
};
