/** The step that makes a device: `ip link add`, in one command with everything that can be said at creation. */
import type { PlanScope } from '../model/context.ts';
import type { LabInterface } from '../model/lab.ts';
import type { Neutral } from '../model/plan.ts';
import type { LinkSetting, LinkStep } from '../steps/link.ts';
import type { LinkSetStep } from '../steps/link-set.ts';

/** What any new link takes. */
export const linkFields = ({ mac, mtu }: LabInterface): { readonly mac?: string; readonly mtu?: number } => ({
  ...(mac ? { mac } : {}),
  ...(mtu ? { mtu } : {}),
});

/** What a device takes at creation in its own namespace. */
export const stateFields = ({
  up,
  master,
}: LabInterface): { readonly up?: true; readonly master?: string } => ({
  ...(up ? { up } : {}),
  ...(master ? { master } : {}),
});

/** A setting with a value; none where the value is undefined. */
export const setting = (
  word: string,
  value: string | number | undefined,
  more: Omit<LinkSetting, 'word' | 'value'> = {},
): readonly LinkSetting[] => (value === undefined ? [] : [{ word, value: String(value), ...more }]);

/** The interface below, as a setting: another one would be another network, so it has no mutant. */
export const below = (link: string | undefined): readonly LinkSetting[] =>
  setting('dev', link, { other: null });

/** Brings an interface up, and into its bridge, where that could not be said when it was made. */
export function upSteps(iface: LabInterface, scope: PlanScope): readonly LinkSetStep[] {
  const state = stateFields(iface);
  if (Object.keys(state).length === 0) return [];
  return [
    {
      kind: 'link-set',
      id: `${scope.node.name}/up/${iface.name}`,
      stage: 'ports',
      level: 0,
      node: scope.node.name,
      reason: `${iface.name} of ${scope.node.name} comes up${iface.master ? ` as a port of ${iface.master}` : ''}.`,
      source: iface.source,
      name: iface.name,
      ...state,
    },
  ];
}

/**
 * A device of one namespace. `parent` is for types that take the device below as `ip link add link <lower>`. Devices on nothing are made before the links, others after them, lowest first.
 */
export function deviceStep(
  iface: LabInterface,
  scope: PlanScope,
  words: {
    readonly parent?: string;
    readonly type: string;
    readonly settings?: readonly LinkSetting[];
    readonly reason: string;
    readonly neutral?: Neutral;
  },
): LinkStep {
  // `master` at creation needs the bridge, which is made in the stage before.
  const standsAlone = iface.level === 0 && iface.master === undefined;
  return {
    kind: 'link',
    id: `${scope.node.name}/link/${iface.name}`,
    stage: standsAlone ? 'bridges' : 'devices',
    level: iface.level,
    node: scope.node.name,
    reason: iface.about ?? words.reason,
    source: iface.source,
    ...(words.neutral ? { neutral: words.neutral } : {}),
    name: iface.name,
    type: words.type,
    ...(words.parent ? { parent: words.parent } : {}),
    ...linkFields(iface),
    ...stateFields(iface),
    settings: words.settings ?? [],
  };
}
