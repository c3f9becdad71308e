/**
 * What a way has made, as the kernel tells it: interfaces, addresses, routes, rules, neighbors, fdb entries, iptables, settings. netlab's
 * own reader, on whatever stands in the namespaces; what no two builds can have in common (random MACs, numbers) it leaves out. Files
 * are left out here too: only netlab writes any.
 */
import { setTimeout } from 'node:timers/promises';
import { compile } from '../src/cli/compile.ts';
import { settledState } from '../src/cli/settled-state.ts';
import { local } from '../src/places/local.ts';
import { differences } from '../src/state/comparable.ts';
import type { Network } from './network.ts';
import { quick } from './timed.ts';

export async function endState({ lab, yaml }: Network): Promise<readonly string[]> {
  const { plan } = compile(Buffer.from(yaml), `${lab}.yaml`);
  const lines = await settledState(plan, local);
  return lines.filter((line) => line.split(' ')[1] !== 'files');
}

/** Nothing where they are the same; else how many lines differ, and the first. */
export function unlike(a: readonly string[], b: readonly string[]): string | undefined {
  const found = differences(a, b);
  return found.length === 0 ? undefined : `${found.length} lines differ: ${found[0]}`;
}

/** Milliseconds: on a busy machine nothing is quick. */
const patience = 10_000;

/**
 * Deleted namespaces are freed later, and a new one has to wait for that: whoever is measured next would pay for whoever came before.
 * What is quick to make twice running is made on free ground.
 */
export async function untilFreed(): Promise<void> {
  const end = performance.now() + patience;
  for (let calm = 0; calm < 3 && performance.now() < end; ) {
    calm = quick(['unshare', '--net', 'true']) < 20 ? calm + 1 : 0;
    await setTimeout(50);
  }
}
