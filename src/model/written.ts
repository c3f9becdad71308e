/**
 * The lab language as types, for code that writes parts of a lab: cluster networks. Each file with a schema adds the
 * input of its schema here by declaration merging. So a key has one definition, and the compiler finds a misspelt one.
 */

/** Settings of a node by key. Each file of src/features adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the files of src/features.
export interface NodeSettings {}

/** Keys of interfaces by type. Each file of src/interfaces adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the files of src/interfaces.
export interface InterfaceKeys {}

/** Bodies of probes by name. Each file of src/probes that a network writes adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the files of src/probes.
export interface ProbeBodies {}

/** Keys that all nodes, interfaces, links and probes have. src/schema/lab.ts and settings of interfaces add them. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by src/schema/lab.ts and src/interfaces/settings.
export interface CommonKeys {}

/**
 * The input of a schema as a program writes it: numbers and booleans are converted to text, and undefined values are
 * left out.
 */
export type Writing<T> = T extends string
  ? T | (`${number}` extends T ? (string extends T ? never : number) : never) | TruthOf<T>
  : T extends readonly (infer Item)[]
    ? readonly Writing<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Writing<T[Key]> }
      : T;

type TruthOf<T extends string> = T extends 'true' ? true : T extends 'false' ? false : never;

/** The input of a schema without keys accepts none: Record<string, never>. */
type KeysOf<Input> = string extends keyof Input ? object : Input;

type InterfaceOf<Type extends keyof InterfaceKeys> = Writing<
  CommonKeys['interface'] & CommonKeys['bridge-port'] & KeysOf<InterfaceKeys[Type]>
>;

/** An interface in the lab language. Ends of links and `lo` need no type. */
export type InterfaceFragment =
  | { [Type in keyof InterfaceKeys]: { readonly type: Type } & InterfaceOf<Type> }[keyof InterfaceKeys]
  | ({ readonly type?: undefined } & InterfaceOf<'veth'>);

export type ProbeFragment = {
  [Name in keyof ProbeBodies]: { readonly [Key in Name]: Writing<CommonKeys['probe'] & ProbeBodies[Name]> };
}[keyof ProbeBodies];

/** A node in the lab language. */
export type NodeFragment = Writing<CommonKeys['node']> & {
  readonly interfaces?: { readonly [name: string]: InterfaceFragment };
  readonly ready?: readonly ProbeFragment[];
} & { readonly [Key in keyof NodeSettings]?: SettingFragment<Key> };

/** The value of one setting of a node. */
export type SettingFragment<Key extends keyof NodeSettings> = Writing<NodeSettings[Key]>;

/** One item of a setting that is a list or a map. */
export type ItemFragment<Key extends keyof NodeSettings> =
  SettingFragment<Key> extends readonly (infer Item)[]
    ? Item
    : SettingFragment<Key> extends { readonly [name: string]: infer Item }
      ? Item
      : never;

/** A link in the lab language. */
export type LinkFragment = Writing<CommonKeys['link']>;
