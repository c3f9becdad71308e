/**
 * The kernel's state after a method has built a network: interfaces, addresses, routes, rules, neighbors, fdb entries, iptables,
 * settings. netlab's own reader reads every namespace. It leaves out values that differ in every build (random MACs, numbers),
 * and files, because only netlab writes any. Sets, WireGuard and VLANs of bridges are not read: no method makes them.
 */
import { setTimeout } from 'node:timers/promises';
import { comparable, differences } from '../src/drift/comparable.ts';
import { readState } from '../src/drift/read-state.ts';
import { compile } from '../src/engine/compile.ts';
import { local } from '../src/places/local.ts';
import type { Network } from './network.ts';
import { quick } from './timed.ts';

const patient = { ...local, pace: 10 };
/** Namespaces of a large network that are read, spread evenly, with and without bridges. Reading one takes ten processes. */
const most = 50;

/** Those that are looked at. */
export function watched({ nodes }: Network): ReadonlySet<string> {
  const spread = (some: Network['nodes']) =>
    some.filter((_, i) => i % Math.ceil(some.length / most) === 0).map(({ name }) => name);
  return new Set([
    ...spread(nodes.filter(({ bridges }) => bridges)),
    ...spread(nodes.filter(({ bridges }) => !bridges)),
  ]);
}

const looks = 10;

export async function endState(network: Network): Promise<readonly string[]> {
  const { lab, yaml } = network;
  const { plan: whole } = compile(Buffer.from(yaml), `${lab}.yaml`);
  const names = watched(network);
  const plan = { ...whole, nodes: whole.nodes.filter(({ name }) => names.has(name)) };
  for (let look = 1; ; look++) {
    const state = await readState(plan, patient, { without: () => ['ipsets', 'wireguard', 'vlans'] });
    const lines = comparable(state, plan);
    // A carrier comes a moment after what brings it.
    const moving = lines.some((line) => line.includes('"NO-CARRIER"'));
    if (!moving || look === looks) return lines.filter((line) => line.split(' ')[1] !== 'files');
    await setTimeout(200);
  }
}

/** Nothing where they are the same; else how many lines differ, and the first. */
export function unlike(a: readonly string[], b: readonly string[]): string | undefined {
  const found = differences(a, b);
  return found.length === 0 ? undefined : `${found.length} lines differ: ${found[0]}`;
}

/** Milliseconds: on a busy machine nothing is quick. */
const patience = 10_000;

/**
 * The kernel frees deleted namespaces later, and a new one waits for that. So the next method would pay for the one before. Three
 * quick namespaces in a row show that the kernel is done.
 */
export async function untilFreed(): Promise<void> {
  const end = performance.now() + patience;
  for (let calm = 0; calm < 3 && performance.now() < end; ) {
    calm = quick(['unshare', '--net', 'true']) < 20 ? calm + 1 : 0;
    await setTimeout(50);
  }
}
