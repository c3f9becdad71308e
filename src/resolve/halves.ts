/**
 * Refuses negative checks whose controls leave out an end. The controls must show that each source can send requests of this
 * protocol, and that each destination can reply. One control may show both (another port of the same two nodes). A pair of the
 * check is covered if both of its ends are. Sources and destinations are compared separately: a thousand pods that probe each
 * other are two thousand ends, not a million pairs.
 */
import type { ReferenceResolver } from '../model/context.ts';
import type { Question } from '../model/opaque.ts';
import type { Asks } from '../probes/pairs.ts';
import type { Resolved } from '../probes/probe.ts';
import { indexSources, indexTargets, isIPv6 } from './asked.ts';

/** Facts about nodes that need the whole lab. */
export interface People {
  /** Nodes that have this address. */
  readonly owners: (address: string) => readonly string[];
  /** Nodes on a link of this node. */
  readonly beside: (node: string) => readonly string[];
  /** Ports that a node serves by this probe's protocol. */
  readonly ports: (node: string, probe: string) => readonly number[];
  readonly nodes: () => readonly string[];
  /** The number of ends that may still be compared with controls. */
  readonly comparisons: { left: number };
}

export const mostCompared = 500_000;

type Found = Pick<Resolved<Question>, 'asks' | 'expected' | 'needsControl'>;

/** Refuses a check whose controls leave out a source or a destination. */
export function requireHalves(
  probe: string,
  found: Found,
  controls: readonly Found[],
  asker: ReferenceResolver,
  people: People,
): void {
  const { asks } = found;
  if (!asks) return;
  // Checks and controls that share selectors also share their lists (pairs.ts), so only the number of comparisons grows.
  people.comparisons.left -= (asks.from.length + asks.to.length) * controls.length;
  if (people.comparisons.left < 0) {
    asker.refuse({
      code: 'lab-too-large',
      message: `negative checks and their controls choose too many nodes, at most ${mostCompared.toLocaleString('en')} in all are allowed`,
      at: asker.at('from'),
      hint: 'split the lab, or use fewer nodes in each negative check',
    });
    return;
  }
  const shown = controls.flatMap((control) => control.asks ?? []);
  const asking = askersOf(asks, people);
  const silent = asking.filter((one) => !shown.some((pairs) => asksToo(pairs, one, people)));
  const unheard = answerersOf(asks, people).filter(
    (one) => !shown.some((pairs) => answersToo(pairs, one, people)),
  );
  const at = asker.keyAt('control');
  if (silent.length > 0) {
    const names = silent.map(({ name }) => name);
    asker.refuse({
      code: 'asker-not-shown',
      message: `no control shows that ${listed(names)} can send requests: the check would pass without ${names.length > 1 ? 'them' : 'it'}`,
      at,
      hint: () =>
        `add a control with the same "from", such as ${fromHere(probe, names, silent[0]!.node, asks, people, silent.length < asking.length)}`,
    });
  }
  if (unheard.length > 0) {
    const names = unheard.map(({ name }) => name);
    asker.refuse({
      code: 'answerer-not-shown',
      message: `no control shows that ${listed(names)} can reply: the check would pass without ${names.length > 1 ? 'them' : 'it'}`,
      at,
      hint: () =>
        `add a control with the same "${asks.key ?? 'to'}", such as ${toThere(probe, names, unheard[0]!.nodes[0]!, asks, people, unheard.length < asks.to.length)}`,
    });
  }
}

/** A control for a check that has none. */
export function suggestBoth(probe: string, found: Found, people: People): string {
  const { asks } = found;
  const [asking] = asks?.from ?? [];
  const [asked] = asks ? answerersOf(asks, people) : [];
  if (found.needsControl) return `control: ${found.needsControl}`;
  if (!asks || !asking) return 'control: { ... }';
  const other = asked && otherPort(probe, asked.nodes[0]!, asks, people);
  if (other !== undefined) return `control: { port: ${other} }`;
  const from = fromHere(probe, [asking.node], asking.node, asks, people, false);
  if (!asked) return `control: ${from}`;
  return `control: [${from}, ${toThere(probe, [asked.name], asked.nodes[0]!, asks, people, false)}]`;
}

interface AskerOf {
  readonly name: string;
  readonly node: string;
  readonly dev: string | undefined;
  readonly families: ReadonlySet<boolean>;
}

interface Answerer {
  readonly name: string;
  readonly address: string;
  readonly nodes: readonly string[];
}

/** Nodes of `from` that send to another node. */
function askersOf({ from, to }: Asks, people: People): readonly AskerOf[] {
  const targets = indexTargets(to, people.owners);
  return from.flatMap(({ node, dev }) => {
    const families = targets.familiesFrom(node);
    if (families.size === 0) return [];
    return [{ name: dev === undefined ? node : `${node}:${dev}`, node, dev, families }];
  });
}

/** An address that no node has never replies. */
const answerersOf = ({ to }: Asks, people: People): readonly Answerer[] =>
  to.flatMap((target) => {
    const nodes = target.node === undefined ? people.owners(target.address) : [target.node];
    return nodes.length > 0 ? [{ name: target.name, address: target.address, nodes }] : [];
  });

const asksToo = ({ from, to }: Asks, one: AskerOf, people: People): boolean => {
  if (!indexSources(from).has(one.node, one.dev)) return false;
  const families = indexTargets(to, people.owners).familiesFrom(one.node);
  return [...one.families].every((six) => families.has(six));
};

function answersToo({ from, to }: Asks, one: Answerer, people: People): boolean {
  const { byAddress, byNode } = indexTargets(to, people.owners);
  const six = isIPv6(one.address);
  return [byAddress.get(one.address), ...one.nodes.map((node) => byNode.get(node))].some((those = []) =>
    those.some((asked) => asked.six === six && indexSources(from).hasOther(asked.nodes)),
  );
}

function fromHere(
  probe: string,
  names: readonly string[],
  node: string,
  asks: Asks,
  people: People,
  some: boolean,
): string {
  const from = some ? `from: ${flow(names)}, ` : '';
  const asked = new Set(asks.to.map((target) => target.node));
  const others = [...people.beside(node), ...people.nodes()].filter((one) => one !== node);
  if (probe === 'ping') return `{ ${from}to: ${others.find((one) => !asked.has(one)) ?? 'NODE'} }`;
  const key = asks.key ?? 'to';
  for (const other of others) {
    const port = people.ports(other, probe).find((one) => !asked.has(other) || one !== asks.port);
    if (port !== undefined) return `{ ${from}${key}: ${other}, port: ${port} }`;
  }
  if (asks.key) return `{ ${from}${key}: NODE }, where NODE replies to ${probe}`;
  return `{ ${from}to: NODE, port: PORT }, where NODE has serve: [PORT/${probe}]`;
}

function toThere(
  probe: string,
  names: readonly string[],
  node: string,
  asks: Asks,
  people: People,
  some: boolean,
): string {
  const to = some ? `, ${asks.key ?? 'to'}: ${flow(names)}` : '';
  const other = otherPort(probe, node, asks, people);
  if (other !== undefined) return `{ port: ${other}${to} }`;
  const asking = new Set(asks.from.map((one) => one.node));
  const from = [...people.beside(node), ...people.nodes()].find((one) => one !== node && !asking.has(one));
  return `{ from: ${from ?? 'NODE'}${to} }`;
}

/** Another port that the node serves. */
const otherPort = (probe: string, node: string, { port }: Asks, people: People): number | undefined =>
  people.ports(node, probe).find((one) => one !== port);

/** The number of nodes that a message names. A thousand checks may leave out a thousand nodes each. */
const mostNamed = 20;

const listed = (names: readonly string[]): string =>
  names.length > mostNamed
    ? `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more`
    : names.length > 1
      ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
      : names.join();

const flow = (names: readonly string[]): string =>
  names.length > 1
    ? `[${names.join(', ')}]`
    : names.map((one) => (one.includes(':') ? `"${one}"` : one)).join();
