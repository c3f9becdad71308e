/** Converts a Lab to a Plan: the ordered steps that build the lab, each with its reason and source line. */
import { features } from '../features/index.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import { interfaceSettings } from '../interfaces/settings/index.ts';
import type { PlanScope } from '../model/context.ts';
import type { Lab, LabNode } from '../model/lab.ts';
import { labFolderPath, nodeCgroup } from '../model/lab-programs.ts';
import type { Plan, PlanNode, Step } from '../model/plan.ts';
import { stageNames } from '../model/stage.ts';
import { addressSteps } from './addresses.ts';
import { baselineSteps } from './baseline.ts';
import { hostsSteps } from './hosts.ts';
import { mountSteps, mountsOf } from './mounts.ts';
import { namespaceStep } from './namespace.ts';
import { requirements } from './requirements.ts';

export function plan(lab: Lab): Plan {
  const directory = labFolderPath(lab.name);
  const byName = new Map(lab.nodes.map((node) => [node.name, node]));
  const interfaces = new Map(
    lab.nodes.flatMap((node) => node.interfaces.map((iface) => [`${node.name}:${iface.name}`, iface])),
  );
  const steps = lab.nodes.flatMap((node) => {
    const scope: PlanScope = {
      lab,
      node,
      directory,
      namespace: (name) => byName.get(name)!.namespace,
      interface: (name, iface) => interfaces.get(`${name}:${iface}`)!,
    };
    return nodeSteps(scope);
  });
  const ordered = order(unique(steps), lab.nodes);
  return {
    lab: lab.name,
    file: lab.file,
    directory,
    nodes: lab.nodes.map((node) => planNode(node, directory)),
    steps: ordered,
    requires: requirements(lab, ordered),
  };
}

/** Steps outside nodes may repeat: nodes that run the same program each plan the same step. Other ids are unique, except of shared steps. */
function unique(steps: readonly Step[]): readonly Step[] {
  const ids = new Set<string>();
  return steps.filter(({ id, node, shared }) => {
    const before = ids.size;
    if (ids.add(id).size > before) return true;
    if (node !== null && !shared) throw new TypeError(`two steps have the id ${id}`);
    return false;
  });
}

const nodeSteps = (scope: PlanScope): readonly Step[] => [
  namespaceStep(scope),
  ...hostsSteps(scope),
  ...baselineSteps(scope),
  ...scope.node.interfaces.flatMap((iface) => interfaceTypes.get(iface.type).plan(iface, scope)),
  ...scope.node.interfaces.flatMap((iface) =>
    Object.entries(iface.settings).flatMap(([name, setting]) =>
      interfaceSettings.get(name).plan(setting, iface, scope),
    ),
  ),
  ...addressSteps(scope),
  ...mountSteps(scope),
  ...Object.entries(scope.node.settings).flatMap(([key, setting]) => features.get(key).plan(setting, scope)),
];

/** Sorts by stage, then level, then node. Steps of one node keep their order. */
function order(steps: readonly Step[], nodes: readonly LabNode[]): readonly Step[] {
  const nodeIndex = new Map<string | null, number>([
    [null, 0],
    ...nodes.map((node, i) => [node.name, i + 1] as const),
  ]);
  const stageIndex = new Map(stageNames.map((name, i) => [name, i]));
  // Stage, level and node are combined into one number.
  const levels = steps.reduce((most, { level }) => Math.max(most, level), 0) + 1;
  const rank = steps.map(
    (step) =>
      (stageIndex.get(step.stage)! * levels + step.level) * (nodes.length + 1) + nodeIndex.get(step.node)!,
  );
  return [...steps.keys()].sort((a, b) => rank[a]! - rank[b]!).map((i) => steps[i]!);
}

function planNode(node: LabNode, directory: string): PlanNode {
  const mounts = mountsOf(node) ? { mounts: `${directory}/pid/${node.name}.mounts` } : {};
  const needed = Object.entries(node.settings).some(([key, setting]) => features.get(key).cgroup?.(setting));
  const cgroup = needed ? { cgroup: nodeCgroup(directory, node.name) } : {};
  return { name: node.name, namespace: node.namespace, ...mounts, ...cgroup };
}
