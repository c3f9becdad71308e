/** The step that creates a device: one `ip link add` with every setting that it accepts at creation. */
import type { PlanScope } from '../model/context.ts';
import type { LabInterface } from '../model/lab.ts';
import type { LinkStep } from '../steps/link.ts';
import type { LinkSetStep } from '../steps/link-set.ts';
import type { LinkSetting } from '../steps/link-settings.ts';

/** The settings that every new link accepts. */
export const linkFields = ({ mac, mtu }: LabInterface): { readonly mac?: string; readonly mtu?: number } => ({
  ...(mac ? { mac } : {}),
  ...(mtu ? { mtu } : {}),
});

/** The settings that a device accepts at creation if its own namespace runs the command. */
export const stateFields = ({
  up,
  opened,
  master,
}: LabInterface): { readonly up?: true | 'by its master'; readonly master?: string } => ({
  ...(opened ? { up: 'by its master' } : up ? { up } : {}),
  ...(master ? { master } : {}),
});

/** A setting with a value, or no setting if the value is undefined. */
export const setting = (
  word: string,
  value: string | number | undefined,
  more: Omit<LinkSetting, 'word' | 'value'> = {},
): readonly LinkSetting[] => (value === undefined ? [] : [{ word, value: String(value), ...more }]);

/** The lower interface, as a setting. It has no mutant: with another interface, this would be another network. */
export const below = (link: string | undefined): readonly LinkSetting[] =>
  setting('dev', link, { other: null });

/** Sets an interface up and adds it to its bridge, if it could not be created in this state. */
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
      reason: iface.opened
        ? `Add ${iface.name} of ${scope.node.name} to ${iface.master}, which sets it up. It must be down until then.`
        : `Set ${iface.name} of ${scope.node.name} up${iface.master ? `, as a port of ${iface.master}` : ''}.`,
      source: iface.source,
      name: iface.name,
      ...state,
    },
  ];
}

interface DeviceWords {
  readonly parent?: string;
  readonly type: string;
  readonly settings?: readonly LinkSetting[];
  readonly reason: string;
}

/**
 * A device with ports. If it is a port itself (a bridge in a VRF), it is created without its master: its ports are created with
 * the links, which precede devices with a master.
 */
export function portsDeviceSteps(
  iface: LabInterface,
  scope: PlanScope,
  words: DeviceWords,
): readonly (LinkStep | LinkSetStep)[] {
  const { master, ...alone } = iface;
  if (master === undefined) return [deviceStep(iface, scope, words)];
  return [deviceStep({ ...alone, up: false }, scope, words), ...upSteps(iface, scope)];
}

/**
 * A device of one namespace. `parent` is for types that name the lower device as `ip link add link <lower>`. Devices
 * without a lower device are created before the links; the others after them, lowest first.
 */
export function deviceStep(iface: LabInterface, scope: PlanScope, words: DeviceWords): LinkStep {
  // `master` at creation needs the bridge, which an earlier stage creates.
  const standsAlone = iface.level === 0 && iface.master === undefined;
  return {
    kind: 'link',
    id: `${scope.node.name}/link/${iface.name}`,
    stage: standsAlone ? 'bridges' : 'devices',
    level: iface.level,
    node: scope.node.name,
    reason: iface.about ?? words.reason,
    source: iface.source,
    name: iface.name,
    type: words.type,
    ...(words.parent ? { parent: words.parent } : {}),
    ...linkFields(iface),
    ...stateFields(iface),
    settings: words.settings ?? [],
  };
}
