import type * as z from 'zod';
import type { Trust } from '../base/trust.ts';
import type { NodeAsker, PlanScope } from '../model/context.ts';
import type { Requirements, Step } from '../model/plan.ts';

/**
 * One setting of a node: what it reads under its key, and the steps that it becomes. `Spec` is what the schema gives,
 * `Setting` what resolve makes of it: references are addresses then.
 */
export interface Feature<Spec = never, Setting = never> {
  /** Its key under a node, as netplan or containerlab name it. */
  readonly key: string;
  readonly about: string;
  /** Whether its text can choose what runs, or what a program of root reads. */
  readonly trust: Trust;
  readonly schema: z.ZodType;
  resolve(spec: Spec, asker: NodeAsker): Setting;
  plan(setting: Setting, scope: PlanScope): readonly Step[];
  /** Kernel features and programs that a setting needs beyond the programs its steps run. */
  requires?(setting: Setting): Partial<Requirements>;
  /** Peers that an interface of the node tunnels to because of the setting, for `netlab graph`. */
  tunnels?(setting: Setting): readonly { readonly dev: string; readonly address: string }[];
  /** Whether the setting gives the node files of its own, so that its commands enter a mount namespace. */
  mounts?(setting: Setting): boolean;
}

/** Any feature, as the list holds it: only the module itself knows its Spec and Setting. */
// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each module is typed inside.
export type AnyFeature = Feature<any, any>;
