/** The requirements of a lab on its place, derived from the types of the lab and the commands of its steps. */
import { features } from '../features/index.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import { interfaceSettings } from '../interfaces/settings/index.ts';
import type { Lab } from '../model/lab.ts';
import type { Requirements, Step } from '../model/plan.ts';
import { programsOf } from '../steps/index.ts';

export function requirements(lab: Lab, steps: readonly Step[]): Requirements {
  const demands = lab.nodes.flatMap((node) => [
    ...Object.entries(node.settings).flatMap(([key, setting]) => features.get(key).requires?.(setting) ?? []),
    ...node.interfaces.flatMap(({ settings }) =>
      Object.entries(settings).flatMap(
        ([name, setting]) => interfaceSettings.get(name).requires?.(setting) ?? [],
      ),
    ),
  ]);
  const types = lab.nodes.flatMap((node) =>
    node.interfaces.flatMap((iface) => {
      const { kernel, needs } = interfaceTypes.get(iface.type);
      return [...kernel, ...(needs?.(iface.spec) ?? [])].map(({ name }) => name);
    }),
  );
  const programs = new Set<string>();
  for (const step of steps) for (const program of programsOf(step)) programs.add(program);
  const probes = [...lab.checks, ...lab.ready].flatMap((check) => [
    ...check.tools,
    ...(check.controls ?? []).flatMap((control) => control.tools),
  ]);
  return {
    tools: sorted([...programs, ...demands.flatMap((demand) => demand.tools ?? []), ...probes]),
    kernel: sorted([...types, ...demands.flatMap((demand) => demand.kernel ?? [])]),
  };
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
