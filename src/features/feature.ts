import type * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { hide } from '../base/opaque.ts';
import type { Trust } from '../base/trust.ts';
import type { NodeAsker, PlanScope, ReferenceResolver } from '../model/context.ts';
import type { FeatureKeys, FeatureValue } from '../model/opaque.ts';
import type { Requirements, Step } from '../model/plan.ts';
import type { NodeSettings } from '../model/written.ts';
import type { PrivateFile } from './private-file.ts';

/**
 * One setting of a node: its schema, and the steps that apply it. `Spec` is the output of the schema. `Setting` is the
 * output of `resolve`, with addresses instead of references.
 */
export interface FeatureOf<Spec, Setting> {
  /** Its key under a node, as in netplan or containerlab. */
  readonly key: keyof NodeSettings;
  readonly about: string;
  /** Whether its text can choose what runs, or what a program of root reads. */
  readonly trust: Trust;
  readonly schema: z.ZodType<Spec>;
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
  /**
   * Files and empty folders that only the node sees, by path. The commands of a node that has some enter a mount
   * namespace.
   */
  mounts?(setting: Setting): {
    readonly files?: readonly PrivateFile[];
    readonly folders?: readonly string[];
  };
  /** Whether the node needs a cgroup, which all its processes join. */
  cgroup?(setting: Setting): boolean;
  /** Files of /etc, by name, that `ip netns exec` shows in the node. If the node has a mount namespace, it has copies. */
  etc?(setting: Setting): Readonly<Record<string, string>>;
  /** The DNS servers in the resolv.conf that it writes, as references; undefined if it writes none. */
  resolvers?(spec: Spec): readonly string[] | undefined;
  /** Prefixes that it makes directly connected, so that they may be gateways of routes. */
  connects?(spec: Spec, asker: ReferenceResolver): readonly string[];
  /** The ports on which the node answers, for the controls of checks that expect no reply. */
  listens?(spec: Spec): readonly { readonly port: number; readonly protocol: string }[];
}

/** A feature in the list. Its Spec and Setting are typed only in its own file. */
export type Feature = FeatureOf<FeatureKeys, FeatureValue>;

/** An entry of the list. */
export const defineFeature = <Spec, Setting>(feature: FeatureOf<Spec, Setting>): Feature => hide(feature);
