/**
 * Parts of a node's state that are empty, so that no process has to print nothing: in most nodes of a lab there are no rules, sets,
 * tunnels and qdiscs. One program asks the kernel for all nodes.
 */
import { namespacePath } from '../model/owned.ts';
import type { Place } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';
import inNamespace from '../programs/in-namespace.py';
import { python } from '../programs/run-python.ts';
import program from '../programs/unused.py';

/** The words that the program prints, and the names of the parts that are then empty. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  nftables: ['nftables', 'iptables', 'ip6tables'],
  ipset: ['ipsets'],
  tc: ['tc'],
  wireguard: ['wireguard'],
};

/** Python's start costs as much as reading these parts in this many nodes. */
const fewest = 5;

type PartsOf = (node: PlanNode) => readonly string[];

/** `without` has the parts that are not read anyway. Without Python or on error, no part counts as empty. */
export async function findUnusedParts(
  place: Place,
  nodes: readonly PlanNode[],
  without: PartsOf,
  signal?: AbortSignal,
): Promise<PartsOf> {
  const all = Object.values(partsOf).flat();
  const asked = nodes.filter((node) => all.some((part) => !without(node).includes(part)));
  if (asked.length < fewest) return () => [];
  const { exit, stdout } = await place.run(
    { argv: python(`${inNamespace}\n${program}`) },
    {
      input: JSON.stringify(asked.map(({ namespace }) => namespacePath(namespace))),
      timeout: 60_000 * (place.pace ?? 1),
      ...(signal ? { signal } : {}),
    },
  );
  signal?.throwIfAborted();
  if (exit !== 0) return () => [];
  const found = JSON.parse(stdout) as readonly (readonly string[])[];
  const parts = new Map(
    asked.map(({ name }, i) => [name, (found[i] ?? []).flatMap((word) => partsOf[word] ?? [])]),
  );
  return ({ name }) => parts.get(name) ?? [];
}
