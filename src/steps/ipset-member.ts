/** `ipset add`: a member of a set. */
import type { StepBase } from '../model/plan.ts';
import { partOf } from '../state/state-part.ts';
import { ipsetPart } from './ipset-save.ts';
import type { StepKind } from './step-kind.ts';

export interface IpsetMemberStep extends StepBase {
  readonly kind: 'ipset-member';
  readonly set: string;
  /** As `ipset save` prints it: `192.0.2.1,tcp:80`. */
  readonly member: string;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'ipset-member': IpsetMemberStep;
  }
}

export const ipsetMember: StepKind<IpsetMemberStep> = {
  kind: 'ipset-member',
  command: ({ set, member }) => ['ipset', 'add', set, member],
  reads: [ipsetPart],
  readers: ['ipset'],
  compare({ set, member }, node, names) {
    const found = partOf(node, ipsetPart).find(({ name }) => name === set);
    if (!found) return { why: `${node.node} has no set ${set}`, argv: ['ipset', 'list', '-name'] };
    if (found.members.includes(member)) return undefined;
    return {
      why: `${node.node}'s set ${set} does not hold ${names.address(member)}`,
      argv: ['ipset', 'list', set],
    };
  },
};
