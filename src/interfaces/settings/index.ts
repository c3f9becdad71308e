import { hide } from '../../base/opaque.ts';
import { registry } from '../../base/registry.ts';
import { declare } from '../../base/trust.ts';
import type { SettingKeys } from '../../model/opaque.ts';
import { bridgePort } from './bridge-port.ts';
import type { InterfaceSetting } from './interface-setting.ts';
import { offloads } from './offloads.ts';
import { qdisc } from './qdisc.ts';

/** Every setting that interfaces of all types take. */
export const interfaceSettings = registry<InterfaceSetting>(
  ({ name }) => name,
  [bridgePort, offloads, qdisc],
);

/** The keys of all settings, for the schema of an interface. */
export const settingKeys = Object.fromEntries(
  interfaceSettings.all.flatMap(({ name, keys, trust }) =>
    Object.entries(keys).map(([key, schema]) => [key, declare(name, trust, schema)]),
  ),
);

/** The settings that an interface gives, by name. Each holds the keys that the lab gives. */
export const settingsIn = (spec: Readonly<Record<string, unknown>>): Readonly<Record<string, SettingKeys>> =>
  Object.fromEntries(
    interfaceSettings.all.flatMap(({ name, keys }) => {
      const given = Object.keys(keys).filter((key) => spec[key] !== undefined);
      return given.length > 0
        ? [[name, hide<SettingKeys>(Object.fromEntries(given.map((key) => [key, spec[key]])))]]
        : [];
    }),
  );
