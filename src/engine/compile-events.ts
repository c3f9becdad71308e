/**
 * The plans of events. A change of a pod compiles the lab again, because its services follow. The other kinds change the plan
 * itself. Reports events that the lab cannot have, and events that change nothing.
 */
import { compare, keptLines } from '../apply/kept-plan.ts';
import type { Faults } from '../base/diagnostic.ts';
import type { EventKind } from '../events/event-kind.ts';
import { events } from '../events/index.ts';
import type {
  AskedEvent,
  EventStage,
  KubeProxyState,
  LabEvent,
  PodChange,
  PodChanges,
} from '../model/event.ts';
import type { Check, Lab } from '../model/lab.ts';
import type { Plan } from '../model/plan.ts';

/** The lab with pods in other states. */
export interface Changed {
  readonly plan: Plan;
  readonly kubeProxy?: KubeProxyState | undefined;
}

const noProxy: KubeProxyState = { nodes: [], udp: [] };

export function compileEvents(
  lab: Lab,
  unchanged: Changed,
  compileWith: (changes: PodChanges) => Changed,
  faults: Faults,
): Lab {
  if (!lab.checks.some((check) => check.events)) return lab;
  const known = new Map<string, Changed>([['[]', unchanged]]);
  const compiled = (changes: PodChanges): Changed => {
    const key = JSON.stringify([...changes].sort(([a], [b]) => (a < b ? -1 : 1)));
    const found = known.get(key) ?? compileWith(changes);
    known.set(key, found);
    return found;
  };
  const pods = lab.nodes.filter(({ groups }) => groups.includes('pods')).map(({ name }) => name);
  const withEvent = (check: Check): Check => {
    const event = check.events && compileEvent(check.events, { unchanged, compiled, pods, faults });
    return event ? { ...check, event } : check;
  };
  return { ...lab, checks: lab.checks.map(withEvent) };
}

interface Scene {
  readonly unchanged: Changed;
  readonly compiled: (changes: PodChanges) => Changed;
  readonly pods: readonly string[];
  readonly faults: Faults;
}

/** Undefined if an error was reported. */
function compileEvent(
  asked: readonly AskedEvent[],
  { unchanged, compiled, pods, faults }: Scene,
): LabEvent | undefined {
  const changes = new Map<string, PodChange>();
  let done: readonly (readonly [EventKind, AskedEvent])[] = [];
  const stages: EventStage[] = [];
  let plan = unchanged.plan;
  let proxy = unchanged.kubeProxy ?? noProxy;
  for (const event of asked) {
    const kind = events.get(event.kind);
    const refusal = kind.refusal(event.spec, { plan, pods });
    if (refusal) {
      faults.add({ ...refusal, at: event.at });
      return undefined;
    }
    const pod = kind.pod?.(event.spec);
    if (pod) changes.set(pod.name, { ...changes.get(pod.name), ...pod.change });
    const stays = (earlier: EventKind, { spec }: AskedEvent) =>
      earlier !== kind || !kind.undoes?.(event.spec, spec);
    done = [...done.filter(([earlier, one]) => stays(earlier, one)), [kind, event]];
    const again = compiled(new Map(changes));
    const next = done.reduce((so, [one, { spec }]) => one.plan?.(spec, so) ?? so, again.plan);
    const nextProxy = again.kubeProxy ?? noProxy;
    const { added, removed, changed } = compare(keptLines(plan), keptLines(next));
    const title = kind.title(event.spec);
    if (added.length + removed.length + changed.length === 0) {
      faults.add({
        code: 'event-changes-nothing',
        message: `${title}: this changes nothing in the lab`,
        at: event.at,
      });
      return undefined;
    }
    stages.push({
      title,
      first: kind.first?.(event.spec, plan) ?? [],
      plan: next,
      last: kind.last?.(event.spec, proxy, nextProxy) ?? [],
    });
    plan = next;
    proxy = nextProxy;
  }
  const first = unchanged.kubeProxy ?? noProxy;
  return {
    title: stages.map(({ title }) => title).join(', '),
    before: unchanged.plan,
    stages,
    back: asked.flatMap(({ kind, spec }) => events.get(kind).last?.(spec, proxy, first) ?? []),
  };
}
