/** tc(8): a qdisc, a class or a filter of an interface. */
import type { StepBase } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import type { Finding, StepKind } from './step-kind.ts';
import { tcKernel } from './tc-kernel.ts';
import { holdsWords, type TcObject, tcPart } from './tc-show.ts';

export interface TcStep extends StepBase {
  readonly kind: 'tc';
  readonly object: TcObject['object'];
  readonly dev: string;
  /** `root`, `clsact`, `1:`, `1:10`; for filters also `ingress` and `egress`. */
  readonly parent: string;
  /** The handle or class id. For filters, the priority. */
  readonly handle: string;
  /** `htb`, `tbf`, `u32` */
  readonly type: string;
  /** The EtherType that a filter takes, in tc's words: `ip`, `all`. */
  readonly protocol?: string;
  readonly settings: readonly TcSetting[];
}

export interface TcSetting {
  /** `rate`; also names its mutant. */
  readonly name: string;
  /** The words of the command: `rate 10mbit`. Empty for a default of the kernel that is compared. */
  readonly words: readonly string[];
  /** The words with which tc shows it; absent for a setting that is not compared. */
  readonly shown?: string;
  /** The words of its mutant; absent for a setting without one. */
  readonly other?: readonly string[];
}

declare module '../model/plan.ts' {
  interface StepKinds {
    tc: TcStep;
  }
}

export const tc: StepKind<TcStep> = {
  kind: 'tc',
  kernel: tcKernel,
  command: (step) => [
    ...['tc', step.object, 'add', 'dev', step.dev],
    ...placeOf[step.object](step),
    step.type,
    ...step.settings.flatMap(({ words }) => words),
  ],
  reads: [tcPart],
  compare(step, node) {
    const found = partOf(node, tcPart).find((one) => isOf(step, one));
    const own = `${step.object} ${step.type} ${step.object === 'filter' ? `of prio ${step.handle}` : step.handle}`;
    const fault = (why: string): Finding => ({ why: `${node.node} ${why}`, argv: showOf(step) });
    if (!found) return fault(`has no ${own} on ${step.dev}`);
    if (found.parent !== step.parent)
      return fault(`has ${own} on ${step.dev} under ${found.parent} and should have it under ${step.parent}`);
    const wrong = wantedOf(step).filter(({ shown }) => !holdsWords(found.words, shown.split(' ')));
    if (wrong.length === 0) return undefined;
    const should = wrong.flatMap(({ words }) => words).join(' ');
    return fault(`has ${own} on ${step.dev} with ${found.words.join(' ')} and should have ${should}`);
  },
  extra(node, own) {
    const planned = own.flatMap((step) => (step.kind === 'tc' ? [step] : []));
    return extraOf(node, planned).map((one) => ({
      why: `${node.node} has a ${one.object} that no step made: ${one.type} ${one.handle} on ${one.dev}`,
      argv: showOf(one),
    }));
  },
  mutations: {
    shape:
      'a qdisc or class has another rate, size, delay or loss, or a filter another match, class or action',
  },
  mutate: (step) =>
    step.settings.flatMap((setting) => {
      const { name, words, other } = setting;
      if (!other) return [];
      const settings = step.settings.map((one) => (one === setting ? { ...setting, words: other } : one));
      const what = `${other.join(' ')} in place of ${words.join(' ')}`;
      return [{ mutation: 'shape', part: name, what, instead: { ...step, settings } }];
    }),
};

type Wanted = Pick<TcSetting, 'words'> & { readonly shown: string };

/** Settings that are compared, with the protocol of a filter. */
const wantedOf = ({ protocol, settings }: TcStep): readonly Wanted[] => [
  ...(protocol === undefined ? [] : [{ words: ['protocol', protocol], shown: `protocol ${protocol}` }]),
  ...settings.flatMap(({ words, shown }) =>
    shown === undefined ? [] : [{ words: words.length > 0 ? words : [shown], shown }],
  ),
];

const placeOf: Readonly<Record<TcStep['object'], (step: TcStep) => readonly string[]>> = {
  qdisc: ({ parent, handle, type }) => {
    if (parent === type) return [];
    return [...(parent === 'root' ? [parent] : ['parent', parent]), 'handle', handle];
  },
  class: ({ parent, handle }) => ['parent', parent, 'classid', handle],
  filter: ({ parent, handle, protocol = 'all' }) => [
    ...(parent.includes(':') ? ['parent', parent] : [parent]),
    ...['protocol', protocol, 'prio', handle],
  ],
};

/** Classes and qdiscs have a handle of their own on a device. A filter's priority belongs to its parent. */
const isOf = (step: TcStep, one: TcObject): boolean =>
  one.object === step.object &&
  one.dev === step.dev &&
  one.type === step.type &&
  one.handle === step.handle &&
  (step.object !== 'filter' || one.parent === step.parent);

const showOf = ({ object, dev, parent }: Pick<TcStep, 'object' | 'dev' | 'parent'>): readonly string[] => [
  ...['tc', '-s', object, 'show', 'dev', dev],
  ...(object !== 'filter' ? [] : parent.includes(':') ? ['parent', parent] : [parent]),
];

/**
 * Objects that no step made. Classes that a qdisc makes by itself belong to it, so only classes of htb count. Filters of
 * clsact are listed for both directions if u32 made them with one priority.
 */
function extraOf(node: NodeState, planned: readonly TcStep[]): readonly TcObject[] {
  return partOf(node, tcPart).filter((one) => {
    if (one.object === 'class' && one.type !== 'htb') return false;
    if (planned.some((step) => isOf(step, one))) return false;
    const both = one.object === 'filter' && !one.parent.includes(':');
    return !(both && planned.some((step) => isOf({ ...step, parent: one.parent }, one)));
  });
}
