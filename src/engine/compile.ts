/** The way of the data up to the plan, in one call: parse, expand, read, resolve, plan. Throws a Refusal with every fault. */
import { advise, type Diagnostic, Faults } from '../base/diagnostic.ts';
import { sha256 } from '../base/digest.ts';
import type { Mapping } from '../base/tree.ts';
import { withoutPodStates } from '../expand/cluster-pods.ts';
import { clusterSchema } from '../expand/cluster-schema.ts';
import { expansion } from '../expand/expand.ts';
import type { KubeProxyState, PodChanges } from '../model/event.ts';
import type { Lab } from '../model/lab.ts';
import type { Plan } from '../model/plan.ts';
import type { ReadBeside } from '../model/read-beside.ts';
import { withObjectsFiles } from '../parse/objects-file.ts';
import { parse } from '../parse/yaml.ts';
import { plan } from '../plan/plan.ts';
import { certain } from '../resolve/certain.ts';
import { resolve } from '../resolve/resolve.ts';
import { asksOf, type TrustRequest } from '../schema/asks.ts';
import { read } from '../schema/read.ts';
import { filesBeside } from './beside-lab.ts';
import { compileEvents } from './compile-events.ts';

export interface Compiled {
  readonly lab: Lab;
  readonly plan: Plan;
  /** Findings in a valid lab that probably differs from what its author meant. */
  readonly warnings: readonly Diagnostic[];
  /** The parts that ask for trust. They hold the whole text of the lab: ask soon and drop them. */
  readonly asks: () => readonly TrustRequest[];
}

/** `path` is the lab's file, for files beside it. */
export function compile(
  bytes: Uint8Array,
  file: string,
  sets: readonly string[] = [],
  path?: string,
): Compiled {
  const known = new Map<string, ReturnType<ReadBeside>>();
  const read = once(filesBeside(path, file), known);
  const { lab, kubeProxy, warnings, asks } = explain(bytes, file, sets, { read });
  const faults = new Faults();
  const unchanged = { plan: plan(lab), kubeProxy };
  const compileWith = (changes: PodChanges) => {
    const changed = explain(bytes, file, sets, { read, changes });
    return { plan: plan(changed.lab), kubeProxy: changed.kubeProxy };
  };
  const all = compileEvents(lab, unchanged, compileWith, faults);
  faults.raise();
  return { lab: all, plan: unchanged.plan, warnings, asks: () => withDigests(asks(), known) };
}

interface Explained extends Omit<Compiled, 'plan'> {
  readonly explicit: Mapping;
  readonly kubeProxy: KubeProxyState | undefined;
}

interface ExplainOptions {
  readonly read?: ReadBeside;
  /** States that pods get by events. */
  readonly changes?: PodChanges;
}

/** As far as the lab, with the text in which everything stands for itself: larger than all else, and needed by few. */
export function explain(
  bytes: Uint8Array,
  file: string,
  sets: readonly string[] = [],
  { read: readFile = filesBeside(undefined), changes = new Map() }: ExplainOptions = {},
): Explained {
  const faults = new Faults();
  const { explicit, authored, kubeProxy, services } = expansion(
    withObjectsFiles(parse(bytes, file, faults), readFile, faults),
    sets,
    faults,
    changes,
  );
  // Earlier errors may cause others. Those that are certain are reported together.
  const wholeText = faults.size === 0;
  const typing = new Faults();
  const reading = read(explicit, file, typing);
  const missing = wholeText ? (reading?.missing ?? 'nodes') : 'nodes';
  const looking = new Faults();
  const findings = new Faults();
  const lab = reading && resolve(reading.spec, looking, findings, readFile);
  faults.addConsequent(typing.list);
  faults.addConsequent(looking.list.filter((fault) => certain(fault.code, missing)));
  faults.raise();
  return {
    explicit: withoutPodStates(explicit),
    lab: { ...lab!, ...(services ? { services } : {}) },
    kubeProxy,
    warnings: advise(findings.list),
    asks: () => asksOf(authored(), clusterSchema),
  };
}

/** Reads each file only once: events compile the lab again. */
const once =
  (read: ReadBeside, known: Map<string, ReturnType<ReadBeside>>): ReadBeside =>
  (name) => {
    const found = known.get(name) ?? read(name);
    known.set(name, found);
    return found;
  };

/** Files beside the lab may hold programs, so trust depends on them, too. */
function withDigests(
  asks: readonly TrustRequest[],
  files: ReadonlyMap<string, ReturnType<ReadBeside>>,
): readonly TrustRequest[] {
  const beside = [...files]
    .flatMap(([name, found]) => ('bytes' in found ? [`${sha256(found.bytes)} ${name}`] : []))
    .sort();
  return beside.length === 0 ? asks : asks.map((ask) => ({ ...ask, beside }));
}
