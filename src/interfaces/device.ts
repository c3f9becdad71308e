/** The step that makes a device: `ip link add`, in one command with everything that can be said at creation. */
import { isLinkKeyword } from '../base/interface-name.ts';
import type { PlanScope } from '../model/context.ts';
import type { LabInterface } from '../model/lab.ts';
import type { Neutral, RunStep } from '../model/plan.ts';

/** The name of an interface after `ip link add` or `ip link set`, with the word before it where it needs one. */
export const nameWords = (name: string, word: 'name' | 'dev'): readonly string[] =>
  isLinkKeyword(name) ? [word, name] : [name];

/** Words that any new link takes, in the order `ip link add` prints them in its usage. */
export const linkWords = (iface: LabInterface): readonly string[] => [
  ...(iface.mac ? ['address', iface.mac] : []),
  ...(iface.mtu ? ['mtu', String(iface.mtu)] : []),
];

/** `up` and `master`, which a device takes at creation in its own namespace. */
export const stateWords = (iface: LabInterface): readonly string[] => [
  ...(iface.up ? ['up'] : []),
  ...(iface.master ? ['master', iface.master] : []),
];

/** Brings an interface up, and into its bridge, where that could not be said when it was made. */
export function upSteps(iface: LabInterface, scope: PlanScope): readonly RunStep[] {
  const state = stateWords(iface);
  if (state.length === 0) return [];
  return [
    {
      kind: 'run',
      id: `${scope.node.name}/up/${iface.name}`,
      stage: 'ports',
      level: 0,
      node: scope.node.name,
      reason: `${iface.name} of ${scope.node.name} comes up${iface.master ? ` as a port of ${iface.master}` : ''}.`,
      source: iface.source,
      argv: ['ip', 'link', 'set', ...nameWords(iface.name, 'dev'), ...state],
    },
  ];
}

/**
 * A device of one namespace. `type` begins with the type's name; `link` is for types that take the device below as
 * `ip link add link <lower>`. Devices on nothing are made before the links, others after them, lowest first.
 */
export function deviceStep(
  iface: LabInterface,
  scope: PlanScope,
  words: {
    readonly link?: string;
    readonly type: readonly string[];
    readonly reason: string;
    readonly neutral?: Neutral;
  },
): RunStep {
  // `master` at creation needs the bridge, which is made in the stage before.
  const standsAlone = iface.level === 0 && iface.master === undefined;
  return {
    kind: 'run',
    id: `${scope.node.name}/link/${iface.name}`,
    stage: standsAlone ? 'bridges' : 'devices',
    level: iface.level,
    node: scope.node.name,
    reason: iface.about ?? words.reason,
    source: iface.source,
    ...(words.neutral ? { neutral: words.neutral } : {}),
    argv: [
      'ip',
      'link',
      'add',
      ...(words.link ? ['link', words.link, 'name', iface.name] : nameWords(iface.name, 'name')),
      ...linkWords(iface),
      ...stateWords(iface),
      'type',
      ...words.type,
    ],
  };
}
