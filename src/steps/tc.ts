/** tc(8): a qdisc, a class or a filter of an interface. */
import type { Step, StepBase } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import type { Finding, StepKind } from './step-kind.ts';
import { tcKernel } from './tc-kernel.ts';
import { holdsWords, type TcObject, tcPart } from './tc-show.ts';
import { typedStep } from './typed-step.ts';

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
  compare(step, node, _, own = [step]) {
    const found = partOf(node, tcPart).find((one) => isOf(step, one));
    const title = `${step.object} ${step.type} ${step.object === 'filter' ? `of prio ${step.handle}` : step.handle}`;
    const fault = (why: string): Finding => ({ why: `${node.node} ${why}`, argv: showOf(step) });
    const mend = treeAgain(step, node, own);
    if (!found) {
      // Another root qdisc is in its place.
      const taken = step.object === 'qdisc' && step.parent === 'root' && hasRoot(step.dev, node);
      return { ...fault(`has no ${title} on ${step.dev}`), ...(taken ? { mend } : {}) };
    }
    if (found.parent !== step.parent)
      return {
        ...fault(`has ${title} on ${step.dev} under ${found.parent} and should have it under ${step.parent}`),
        mend,
      };
    const wrong = wantedOf(step).filter(({ shown }) => !holdsWords(found.words, shown.split(' ')));
    if (wrong.length === 0) return undefined;
    const should = wrong.flatMap(({ words }) => words).join(' ');
    return {
      ...fault(`has ${title} on ${step.dev} with ${found.words.join(' ')} and should have ${should}`),
      mend,
    };
  },
  extra(node, own) {
    const planned = own.flatMap((step) => (step.kind === 'tc' ? [step] : []));
    return extraOf(node, planned).map((one) => {
      const name = `${node.node}/${one.object}/${one.dev}/${one.handle}`;
      return {
        why: `${node.node} has a ${one.object} that no step made: ${one.type} ${one.handle} on ${one.dev}`,
        argv: showOf(one),
        extra: { name, remove: [typedStep(node.node, name, deletionOf(one))] },
      };
    });
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

/**
 * The commands that make a whole tree of a device again: of its root, or of clsact. Few objects can be changed in place, and the
 * kernel keeps the options that a change does not name.
 */
function treeAgain(step: TcStep, node: NodeState, own: readonly Step[]): readonly Step[] {
  const { dev } = step;
  const all = own.filter((one): one is TcStep => one.kind === 'tc' && one.dev === dev);
  const tree = all.filter((one) => isOfClsact(one) === isOfClsact(step));
  const there = isOfClsact(step)
    ? partOf(node, tcPart).some((one) => one.dev === dev && one.object === 'qdisc' && isOfClsact(one))
    : hasRoot(dev, node);
  const root = isOfClsact(step) ? (tree.find(({ object }) => object === 'qdisc')?.type ?? 'clsact') : 'root';
  const deletion = typedStep(node.node, step.id.split('/').slice(0, 2).join('/'), [
    ...['tc', 'qdisc', 'del', 'dev', dev, root],
  ]);
  return [...(there ? [deletion] : []), ...tree];
}

const isOfClsact = ({ parent, type }: Pick<TcObject, 'parent' | 'type'>): boolean =>
  ['clsact', 'ingress', 'egress'].includes(parent) || ['clsact', 'ingress'].includes(type);

const hasRoot = (dev: string, node: NodeState): boolean =>
  partOf(node, tcPart).some((one) => one.dev === dev && one.object === 'qdisc' && one.parent === 'root');

function deletionOf({ object, dev, parent, handle, type }: TcObject): readonly string[] {
  const at = parent === 'root' || !parent.includes(':') ? [parent] : ['parent', parent];
  if (object === 'class') return ['tc', 'class', 'del', 'dev', dev, 'classid', handle];
  if (object === 'filter') return ['tc', 'filter', 'del', 'dev', dev, ...at, 'prio', handle];
  return ['tc', 'qdisc', 'del', 'dev', dev, ...(isOfClsact({ parent, type }) ? [type] : at)];
}

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
    const both = one.object === 'filter' && one.type === 'u32' && !one.parent.includes(':');
    return !(both && planned.some((step) => isOf({ ...step, parent: one.parent }, one)));
  });
}
