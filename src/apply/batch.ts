/**
 * A plan as scripts. Pure. All nodes wait for each other between two waves (see model/stage.ts). Inside a wave, the steps of
 * one node run in order, and the nodes are shared out to two workers: the kernel has one lock for such changes (RTNL), so more
 * workers gain little. Processes are different. A node's next one waits until the one before is ready, or even one of another
 * node. So each node has a lane of its own there, cut where checks must pass first.
 */
import { groupBy } from '../base/group-by.ts';
import { namespaceFilesFolder, namespacesFolder } from '../model/owned.ts';
import type { Plan, PlanNode, Step } from '../model/plan.ts';
import { stages, type WaveName, waveNames } from '../model/stage.ts';
import { kindOf } from '../steps/index.ts';
import type { StartStep } from '../steps/start.ts';
import { refuseNul } from '../steps/write.ts';
import { lateBaseline } from './late-baseline.ts';
import { parts, type ScriptPart } from './parts.ts';
import { type Section, script } from './script.ts';

export interface Wave {
  readonly name: WaveName;
  /** Steps, and nodes that have any. */
  readonly steps: number;
  readonly nodes: number;
  readonly rounds: readonly Round[];
}

/** Lanes that may run at once; all have ended before the next round begins. */
export interface Round {
  readonly lanes: readonly Lane[];
  readonly atOnce: number;
}

/** Scripts that run one after the other. */
export type Lane = readonly Segment[];

export interface Segment {
  readonly script: string;
  /** By the numbers that the script prints. */
  readonly parts: readonly { readonly node: PlanNode | null; readonly part: ScriptPart }[];
  /** Its checks must pass before the lane goes on. */
  readonly ready?: StartStep;
}

const workers = 2;
/** In one script. Each of a thousand nodes has the names of all: together 27 MB, which are never there at once. */
const filesAtOnce = 100;
/** 32 python programs that start at once on two cores are all ready within 0.7 s, far below any deadline. */
const nodesStarting = 32;

/**
 * Levels are barriers here. A macvlan on another node's interface needs that end of a pair, which a third node may make. A
 * WireGuard peer that sends first needs a peer that has its key.
 */
const levelsAreBarriers: readonly WaveName[] = ['links', 'peers'];

const waveOf = new Map(stages.map((stage) => [stage.name, stage.wave]));

export function batch(plan: Plan): readonly Wave[] {
  const late = lateBaseline(plan);
  const byWave = groupBy(plan.steps, (step) => (late(step) ? 'nodes' : waveOf.get(step.stage)));
  return waveNames.flatMap((name) => {
    const steps = byWave.get(name) ?? [];
    if (steps.length === 0 && name !== 'namespaces') return [];
    const nodes = new Set(steps.flatMap((step) => step.node ?? [])).size;
    const levels = levelsAreBarriers.includes(name)
      ? [...groupBy(steps, (step) => step.level)].sort(([a], [b]) => a - b).map(([, some]) => some)
      : [steps];
    const run = (some: readonly Step[]) => some.flatMap((step) => late(step) ?? step);
    return [{ name, steps: steps.length, nodes, rounds: levels.map((some) => round(name, run(some), plan)) }];
  });
}

function round(name: WaveName, steps: readonly Step[], plan: Plan): Round {
  const { directory } = plan;
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  // A step that makes a namespace, or writes a file outside it, does not enter the namespace.
  const outside = (step: Step) => name === 'namespaces' || step.kind === 'write';
  const byNode = groupBy(steps, (step) => (outside(step) ? null : step.node));
  const sections = [...byNode].map(([node, some]): Section => {
    const found = node === null ? null : nodes.get(node);
    if (found === undefined) throw new TypeError(`the plan has no node "${node}"`);
    return { node: found, parts: parts(some) };
  });
  if (name === 'namespaces') {
    const hidden = sections.map((section) => ({ ...section, hidden: true }));
    const all = [{ node: null, parts: [folders(plan)] }, ...hidden, { node: null, parts: names(plan) }];
    return { lanes: [[segment(all, directory)]], atOnce: 1 };
  }
  if (name === 'processes')
    return { lanes: sections.map((section) => inSegments(section, directory)), atOnce: nodesStarting };
  return { lanes: deal(sections).map((some) => lane(some, directory)), atOnce: workers };
}

function lane(sections: readonly Section[], directory: string): Lane {
  const inside = sections.filter(({ node }) => node !== null);
  const outside = sections.filter(({ node }) => node === null).flatMap(inPieces);
  return [
    ...(inside.length > 0 ? [segment(inside, directory)] : []),
    ...outside.map((section) => madeLater(section, directory)),
  ];
}

const inPieces = ({ node, parts }: Section): readonly Section[] =>
  Array.from({ length: Math.ceil(parts.length / filesAtOnce) }, (_, i) => ({
    node,
    parts: parts.slice(i * filesAtOnce, (i + 1) * filesAtOnce),
  }));

/** Every folder that later steps write into, made by one process. */
function folders(plan: Plan): ScriptPart {
  const needed = plan.steps.flatMap((step) => kindOf(step).folders?.(step) ?? []);
  const own = ['log', 'pid', 'netns'].map((name) => `${plan.directory}/${name}`);
  const real = needed.map((path) => ownPath(path, plan.directory));
  return { kind: 'folders', program: [], steps: [], paths: [...new Set([...own, ...real])] };
}

/**
 * The names under which others find the lab's namespaces and their files. Each is a link into the lab's own folder, and by that known
 * as the lab's from its first instant. A name that exists already is left as it is, and the build fails.
 */
function names({ directory, steps }: Plan): readonly ScriptPart[] {
  const made = steps.flatMap((step) =>
    step.kind === 'namespace' ? [{ step, path: `${directory}/netns/${step.namespace}` }] : [],
  );
  const files = steps.flatMap((step) => {
    const [folder] = step.kind === 'write' ? (/^\/etc\/netns\/[^/]+/.exec(step.path) ?? []) : [];
    return folder ? [{ step, path: ownPath(folder, directory) }] : [];
  });
  const seen = new Set<string>();
  const first = files.filter(({ path }) => !seen.has(path) && seen.add(path));
  return [linked(namespacesFolder, made), linked(namespaceFilesFolder, first)].filter(
    ({ steps: some }) => some.length > 0,
  );
}

const linked = (
  into: string,
  all: readonly { readonly step: Step; readonly path: string }[],
): ScriptPart => ({
  ...{ kind: 'names', program: [], into },
  steps: all.map(({ step }) => step),
  paths: all.map(({ path }) => path),
});

/** Where a file of /etc/netns/<namespace> really is. */
const ownPath = (path: string, directory: string): string =>
  path.replace(/^\/etc\/netns(?=\/)/, `${directory}/etc`);

function segment(sections: readonly Section[], directory: string, ready?: StartStep): Segment {
  const all = sections.flatMap(({ node, parts }) => parts.map((part) => ({ node, part })));
  return { script: script(sections, directory), parts: all, ...(ready ? { ready } : {}) };
}

/** As `segment`, its script being made when it runs; what no script can hold is refused now. */
function madeLater(section: Section, directory: string): Segment {
  for (const { steps } of section.parts) for (const step of steps) if (step.kind === 'write') refuseNul(step);
  return {
    parts: section.parts.map((part) => ({ node: section.node, part })),
    get script() {
      return script([section], directory);
    },
  };
}

function inSegments({ node, parts }: Section, directory: string): Lane {
  const lane: Segment[] = [];
  let open: ScriptPart[] = [];
  for (const part of parts) {
    open.push(part);
    const step = part.steps.find((one): one is StartStep => one.kind === 'start');
    if (!step?.ready?.checks?.length) continue;
    lane.push(segment([{ node, parts: open }], directory, step));
    open = [];
  }
  return open.length > 0 ? [...lane, segment([{ node, parts: open }], directory)] : lane;
}

/** The heaviest node first, each to the worker that has least; a process weighs as much as a few lines. */
function deal(sections: readonly Section[]): readonly (readonly Section[])[] {
  const weight = ({ parts: some }: Section) => some.reduce((sum, part) => sum + part.steps.length + 4, 0);
  const hands = Array.from({ length: workers }, () => ({ load: 0, sections: [] as Section[] }));
  for (const section of [...sections].sort((a, b) => weight(b) - weight(a))) {
    const hand = hands.reduce((least, one) => (one.load < least.load ? one : least));
    hand.sections.push(section);
    hand.load += weight(section);
  }
  return hands.map((hand) => hand.sections).filter((some) => some.length > 0);
}
