/**
 * Netfilter's verdicts for each packet in each node, as the kernel reports them (verdicts.py): every matching rule, in
 * order. If the kernel cannot report them, or the lab's rules are not in nftables, the counters of readings.ts are used
 * instead.
 */
import { namespacePath } from '../model/owned.ts';
import type { Stream } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';
import { dissect } from '../packet/dissect.ts';
import type { Frame } from '../packet/frame.ts';
import inNamespace from '../programs/in-namespace.py';
import { python } from '../programs/run-python.ts';
import program from '../programs/verdicts.py';
import { listen } from './listen.ts';
import type { Counted, Readings } from './readings.ts';

/** A rule that matched, or a policy that decided, with its verdict. */
export interface MatchedRule extends Counted {
  /** `prerouting`, `input`, `forward`, `output`, `postrouting`; absent if the base chain is unknown. */
  readonly hook?: string;
  /** `accept`, `drop`, `continue`, `jump`, `goto`, `return`, `queue`, `stolen` */
  readonly verdict: string;
  /** The rules that jumped here, from the base chain on. */
  readonly by: readonly string[];
  /** The rule matched the tunnel packet around the traced one. */
  readonly carrier?: true;
}

type Which = 'packet' | 'carrier' | undefined;

export interface Verdicts {
  /** The verdicts of a node for these packets, selected by their headers; undefined if the kernel reported none. */
  of(node: string, which: (headers: Frame) => Which): readonly MatchedRule[] | undefined;
}

const noVerdicts: Verdicts = { of: () => undefined };

/** A line of the output of verdicts.py. */
export interface VerdictLine {
  readonly tracing?: number;
  /** Family, table, chain and handle of each rule, by node. */
  readonly rules?: Readonly<Record<string, readonly (readonly [string, string, string, number])[]>>;
  readonly lost?: number;
  readonly node: string;
  readonly id: number;
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly type: string;
  readonly handle?: number;
  readonly verdict?: string;
  readonly to?: string;
  readonly packet?: string;
}

export interface VerdictWatch {
  /** Never rejects: without nftables traces, there are no verdicts. */
  readonly listening: Promise<void>;
  stop(): Promise<Verdicts>;
  kill(): void;
}

/** Watches the nodes with rules. `readings` has the text of the rules. */
export function watchVerdicts(
  open: (argv: readonly string[]) => Stream,
  nodes: readonly PlanNode[],
  readings: Readings,
): VerdictWatch {
  const ruled = nodes.filter(({ name }) => (readings.get(name)?.rules ?? []).length > 0);
  if (ruled.length === 0)
    return { listening: Promise.resolve(), stop: async () => noVerdicts, kill: () => undefined };
  const namespaces = ruled.map(({ name, namespace }) => [name, namespacePath(namespace)]);
  const lines: VerdictLine[] = [];
  const argv = python(`${inNamespace}\n${program}`, JSON.stringify(namespaces));
  const listener = listen<VerdictLine>(open(argv), 'verdicts.py', (line) => {
    lines.push(line);
    return line.tracing !== undefined;
  });
  const listening = listener.listening.catch(() => undefined);
  return {
    listening,
    async stop() {
      await listener.stop();
      return readVerdicts(lines, readings);
    },
    kill: listener.kill,
  };
}

/** One packet in the chains of one hook and table. */
interface Passage {
  readonly node: string;
  readonly frame: Frame;
  readonly hook: string | undefined;
  readonly met: MatchedRule[];
}

/** A rule that sent the packet to a chain. */
interface Call {
  readonly line: string;
  readonly to: string;
}

const LINK_TYPE_RAW = 101;

export function readVerdicts(lines: readonly VerdictLine[], readings: Readings): Verdicts {
  // If events were lost, the rest could assign a packet to rules that it did not match, or hide some that it did.
  if (lines.some(({ lost = 0 }) => lost > 0)) return noVerdicts;
  const rules = wordsOf(lines.find((line) => line.rules)?.rules ?? {}, readings);
  const passages: Passage[] = [];
  const current = new Map<string, { readonly passage: Passage; readonly calls: Call[] }>();
  for (const line of lines) {
    if (line.tracing !== undefined || line.lost !== undefined) continue;
    // The kernel derives an id from the memory of the packet, and may reuse the memory and the id.
    const key = `${line.node} ${line.id}`;
    if (line.packet !== undefined) {
      const data = Buffer.from(line.packet, 'hex');
      const frame = dissect({ time: 0n, linkType: LINK_TYPE_RAW, length: data.length, data });
      const passage = { node: line.node, frame, hook: hookOf(line, readings), met: [] };
      passages.push(passage);
      current.set(key, { passage, calls: [] });
    }
    const at = current.get(key);
    if (!at) continue;
    // A packet is in each chain at most once at a time. So a step in a calling chain means that the called chain has
    // ended. Kernels report the end of a chain differently.
    const { calls } = at;
    calls.splice(calls.findIndex(({ to }) => to === line.chain) + 1);
    const rule = line.type === 'policy' ? policyOf(line, readings) : rules(line);
    if (!rule || line.verdict === undefined) continue;
    const by = calls.map((call) => call.line);
    const { hook } = at.passage;
    at.passage.met.push({ ...rule, ...(hook ? { hook } : {}), packets: 1, verdict: line.verdict, by });
    if (line.to !== undefined) calls.push({ line: rule.line, to: line.to });
  }
  return {
    of(node, which) {
      const found = passages.flatMap(({ node: at, frame, met }) => {
        const one = at === node ? which(frame) : undefined;
        return one
          ? [one === 'carrier' ? met.map((rule) => ({ ...rule, carrier: true as const })) : met]
          : [];
      });
      return found.length > 0 ? found.flat() : undefined;
    },
  };
}

const commands = { ip: 'iptables', ip6: 'ip6tables' } as const;
const commandOf = (family: string): Counted['family'] | undefined =>
  commands[family as keyof typeof commands];

/**
 * iptables-save prints a chain's rules in the order of nftables: the third handle is the third line. nft prints handles itself.
 */
function wordsOf(
  handles: NonNullable<VerdictLine['rules']>,
  readings: Readings,
): (line: VerdictLine) => Counted | undefined {
  const words = new Map<string, Counted>();
  for (const [node, rules] of Object.entries(handles)) {
    const left = (readings.get(node)?.rules ?? []).filter(({ line }) => !line.startsWith('-P'));
    for (const chain of readings.get(node)?.chains ?? [])
      for (const rule of chain.rules)
        words.set([node, chain.family, chain.table, rule.handle].join(' '), rule);
    for (const [family, table, chain, handle] of rules) {
      if (words.has([node, family, table, handle].join(' '))) continue;
      const at = left.findIndex(
        (rule) => rule.family === commandOf(family) && rule.table === table && rule.chain === chain,
      );
      const [rule] = at < 0 ? [] : left.splice(at, 1);
      words.set([node, family, table, handle].join(' '), rule ?? nameless(family, table, chain, handle));
    }
  }
  return ({ node, family, table, handle }) =>
    handle === undefined ? undefined : words.get([node, family, table, handle].join(' '));
}

/** A rule that is not an iptables rule. nft identifies it by its handle (`nft -a list ruleset`). */
const nameless = (family: string, table: string, chain: string, handle: number): Counted => ({
  ...{ family: 'nft', table: `${family} ${table}`, chain, target: '', packets: 0 },
  line: `${chain} # handle ${handle}`,
});

/** The hook of a base chain. iptables names its chains after the hooks. */
function hookOf({ node, family, table, chain }: VerdictLine, readings: Readings): string | undefined {
  const found = readings
    .get(node)
    ?.chains.find((one) => one.family === family && one.table === table && one.chain === chain);
  return found?.hook ?? (/^[A-Z]+$/.test(chain) ? chain.toLowerCase() : undefined);
}

const policyOf = ({ node, family, table, chain }: VerdictLine, readings: Readings): Counted | undefined =>
  readings
    .get(node)
    ?.rules.find(
      (rule) =>
        rule.chain === chain &&
        (rule.family === 'nft'
          ? rule.table === `${family} ${table}` && rule.line.startsWith(`${chain} policy `)
          : rule.family === commandOf(family) && rule.table === table && rule.line.startsWith('-P')),
    );
