import type * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import type { Trust } from '../base/trust.ts';
import type { NodeAsker, PlanScope } from '../model/context.ts';
import type { Requirements, Step } from '../model/plan.ts';

/**
 * One setting of a node: its schema, and the steps that apply it. `Spec` is the output of the schema. `Setting` is the
 * output of `resolve`, with addresses instead of references.
 */
export interface Feature<Spec = never, Setting = never> {
  /** Its key under a node, as in netplan or containerlab. */
  readonly key: string;
  readonly about: string;
  /** Whether its text can choose what runs, or what a program of root reads. */
  readonly trust: Trust;
  readonly schema: z.ZodType;
  resolve(spec: Spec, asker: NodeAsker): Setting;
  plan(setting: Setting, scope: PlanScope): readonly Step[];
  /** Kernel features and programs that a setting needs beyond the programs its steps run. */
  requires?(setting: Setting): Partial<Requirements>;
  /** Peers to which an interface of the node tunnels because of the setting, for `netlab graph`. */
  tunnels?(setting: Setting): readonly { readonly dev: string; readonly address: string }[];
  /** Interfaces that its rules name and that need not exist, with the position of each. */
  matches?(setting: Setting): readonly { readonly name: string; readonly source: Source }[];
  /** Whether its commands may create an interface of this name. */
  mayCreate?(setting: Setting, name: string): boolean;
  /** Interfaces over which its routes reach addresses outside the connected subnets. */
  direct?(setting: Setting): readonly string[];
  /** Whether the setting gives the node private files. The commands of such a node enter a mount namespace. */
  mounts?(setting: Setting): boolean;
}

/** A feature in the list. Its Spec and Setting are typed only in its own module. */
// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each module is typed inside.
export type AnyFeature = Feature<any, any>;
