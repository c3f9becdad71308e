/** Values that the core passes between the functions of one entry of a registry, without reading them. */
import type { Opaque } from '../base/opaque.ts';

/** The keys of an interface type, as its schema returns them, and the result of its `resolve`. */
export type DeviceKeys = Opaque<'keys of an interface type'>;
export type DeviceValue = Opaque<'device of an interface type'>;
/** The same of a setting that interfaces of all types take. */
export type SettingKeys = Opaque<'keys of an interface setting'>;
export type SettingValue = Opaque<'interface setting'>;
/** The same of a setting of nodes. */
export type FeatureKeys = Opaque<'value of a node setting'>;
export type FeatureValue = Opaque<'resolved node setting'>;
/** The same of a probe. */
export type ProbeKeys = Opaque<'keys of a probe'>;
export type Question = Opaque<'question of a probe'>;
/** The keys of a kind of event. */
export type EventKeys = Opaque<'keys of an event'>;
