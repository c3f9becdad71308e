/** `ipset create`: an empty set that rules match. */
import type { StepBase } from '../model/plan.ts';
import { partOf } from '../state/state-part.ts';
import { ipsetPart } from './ipset-save.ts';
import type { StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

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
  /** Sets and members that no step made. Packets and programs add members that time out. */
  extra(node, own) {
    const sets = new Set(own.flatMap((step) => (step.kind === 'ipset' ? [step.name] : [])));
    const members = new Set(
      own.flatMap((step) => (step.kind === 'ipset-member' ? [`${step.set} ${step.member}`] : [])),
    );
    return partOf(node, ipsetPart).flatMap(({ name: set, options, members: there }) => {
      if (!sets.has(set)) {
        const name = `${node.node}/ipset/${set}`;
        return [
          {
            why: `${node.node} has a set that no step made: ${set}`,
            argv: ['ipset', 'list', set],
            extra: { name, remove: [typedStep(node.node, name, ['ipset', 'destroy', set])] },
          },
        ];
      }
      if (options.includes('timeout')) return [];
      return there
        .filter((member) => !members.has(`${set} ${member}`))
        .map((member) => {
          const name = `${node.node}/ipset/${set}/${member}`;
          return {
            why: `${node.node}'s set ${set} has a member that no step added: ${member}`,
            argv: ['ipset', 'list', set],
            extra: { name, remove: [typedStep(node.node, name, ['ipset', 'del', set, member])] },
          };
        });
    });
  },
};
