import type * as z from 'zod';
import { hide } from '../../base/opaque.ts';
import type { Trust } from '../../base/trust.ts';
import type { PlanScope } from '../../model/context.ts';
import type { LabInterface } from '../../model/lab.ts';
import type { SettingKeys, SettingValue } from '../../model/opaque.ts';
import type { Requirements, Step } from '../../model/plan.ts';
import type { InterfaceAsker } from '../interface-type.ts';

/**
 * A setting that interfaces of every type take: its keys, and the steps that they become. `Spec` holds the keys that the lab
 * gives, as converted by the schema. `Setting` is the result of resolve: references are addresses.
 */
export interface InterfaceSettingOf<Spec, Setting> {
  readonly name: string;
  /** Whether its text can choose what runs, or what a program of root reads. */
  readonly trust: Trust;
  /** Its keys under an interface. Each is optional. */
  readonly keys: Readonly<Record<string, z.ZodType>>;
  /** Its asker looks up positions inside the interface: `at('qdisc', 'root')`. */
  resolve(spec: Spec, asker: InterfaceAsker): Setting;
  plan(setting: Setting, iface: LabInterface, scope: PlanScope): readonly Step[];
  /** Kernel features and programs that it needs beyond the programs its steps run. */
  requires?(setting: Setting): Partial<Requirements>;
}

/** A setting in the list. Its Spec and Setting are typed only in its own file. */
export type InterfaceSetting = InterfaceSettingOf<SettingKeys, SettingValue>;

/** An entry of the list. */
export const defineInterfaceSetting = <Spec, Setting>(
  setting: InterfaceSettingOf<Spec, Setting>,
): InterfaceSetting => hide(setting);
