/** `ip link set`: what an interface is given after it was made; or its name, where it could not be made with it. */
import type { StepBase } from '../model/plan.ts';
import { compareInterface } from './compare-interface.ts';
import { otherMacOf, unplugged } from './link.ts';
import { nameWords } from './link-name.ts';
import { alteredSettings, type LinkSetting, settingFindings, settingWords } from './link-settings.ts';
import { otherMac } from './other-value.ts';
import type { StepKind } from './step-kind.ts';

export interface LinkSetStep extends StepBase {
  readonly kind: 'link-set';
  readonly name: string;
  readonly mac?: string;
  readonly mtu?: number;
  /** false sets it down. Its bond sets it up when it joins, and only then. */
  readonly up?: boolean | 'by its master';
  readonly master?: string;
  /** Its new name. */
  readonly rename?: string;
  /** Its type, and settings that need other interfaces: the primary port of a bond. */
  readonly type?: string;
  readonly settings?: readonly LinkSetting[];
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'link-set': LinkSetStep;
  }
}

export const linkSet: StepKind<LinkSetStep> = {
  kind: 'link-set',
  command: ({ name, mac, mtu, up, master, rename, type, settings = [] }) => [
    ...['ip', 'link', 'set'],
    ...(rename ? ['dev', name, 'name', rename] : nameWords(name, 'dev')),
    ...(mac ? ['address', mac] : []),
    ...(mtu ? ['mtu', String(mtu)] : []),
    ...(up === true ? ['up'] : []),
    ...(master ? ['master', master] : []),
    ...(up === false ? ['down'] : []),
    ...(type ? ['type', type, ...settings.flatMap(settingWords)] : []),
  ],
  macs: ({ mac }) => (mac ? [mac] : []),
  compare: (step, node) =>
    compareInterface(step.rename ?? step.name, step, node, (found, shown) =>
      settingFindings(step.settings ?? [], found, `${node.node}'s ${step.name}`, shown),
    ),
  mutate(step) {
    const { up, mac, master, mtu } = step;
    const { up: _, ...still } = step;
    return [
      // Where nothing else is set, this is to leave the step out.
      ...(up === true && (mac ?? master ?? mtu) !== undefined
        ? [{ mutation: 'down', what: 'not brought up', instead: still }]
        : []),
      ...(master ? [unplugged(step, master)] : []),
      ...(mac ? [{ ...otherMacOf(mac), instead: { ...step, mac: otherMac(mac) } }] : []),
      ...alteredSettings(step.settings ?? [], (settings) => ({ ...step, settings })),
    ];
  },
};
