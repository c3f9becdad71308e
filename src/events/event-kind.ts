import type * as z from 'zod';
import { hide } from '../base/opaque.ts';
import type { KubeProxyState, PodChange } from '../model/event.ts';
import type { EventKeys } from '../model/opaque.ts';
import type { Plan, Step } from '../model/plan.ts';

/** One kind of event: what it does to the plan, and the commands that no difference between plans shows. */
export interface EventKindOf<Spec> {
  /** The key that selects it: `process`. */
  readonly name: string;
  readonly about: string;
  readonly schema: z.ZodObject & z.ZodType<Spec>;
  /** `process web-1/serve is ended`. */
  title(spec: Spec): string;
  /** The reason why the lab cannot have this event, and the valid words. */
  refusal(spec: Spec, lab: EventScene): EventRefusal | undefined;
  /** The new state of a pod. The lab is then compiled again. */
  pod?(spec: Spec): { readonly name: string; readonly change: PodChange };
  /** The plan without what the event ends. */
  plan?(spec: Spec, plan: Plan): Plan;
  /** Whether the plan no longer needs an earlier event of this kind, because this one reverses it. */
  undoes?(spec: Spec, earlier: Spec): boolean;
  /** Commands that run before the difference is applied. */
  first?(spec: Spec, plan: Plan): readonly Step[];
  /** Commands that run afterwards. */
  last?(spec: Spec, before: KubeProxyState, after: KubeProxyState): readonly Step[];
  /** Programs that its commands need. */
  tools?(spec: Spec): readonly string[];
}

export interface EventScene {
  /** The plan before the event. */
  readonly plan: Plan;
  readonly pods: readonly string[];
}

export interface EventRefusal {
  readonly code: string;
  readonly message: string;
  readonly known?: () => readonly string[];
  readonly word?: string;
}

/** An entry of the list. Its Spec is typed only in its own file. */
export type EventKind = EventKindOf<EventKeys>;

export const defineEvent = <Spec>(kind: EventKindOf<Spec>): EventKind => hide(kind);

export const unknownNode = (name: string, { plan: { nodes } }: EventScene): EventRefusal | undefined =>
  nodes.some((node) => node.name === name)
    ? undefined
    : {
        code: 'unknown-reference',
        message: `unknown node "${name}"`,
        known: () => nodes.map((node) => node.name),
        word: name,
      };
