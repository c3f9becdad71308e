/** The one reader of the kernel's state: through a place, in scripts of many nodes. */
import { groupBy } from '../base/group-by.ts';
import { kernelJson } from '../base/kernel-json.ts';
import { shellWord } from '../base/quote.ts';
import { settingKey, settingPath } from '../base/setting-path.ts';
import { stateUnreadable } from '../base/unreadable.ts';
import { namespaceFiles } from '../model/owned.ts';
import type { Place } from '../model/place.ts';
import type { Plan, PlanNode } from '../model/plan.ts';
import { type Part, readScript, separator } from '../state/read-script.ts';
import type { LabState, NodeState, Row } from '../state/state.ts';
import { readWireguard } from '../state/wireguard.ts';
import { watchedSettings } from '../steps/extra-settings.ts';
import { nodesPerProc, withFreshProc } from '../steps/fresh-proc.ts';
import { stateParts } from '../steps/index.ts';
import { findUnusedParts } from './unused-parts.ts';

/** Nodes that one script reads: many enough that the script costs little, few enough that it ends well within its timeout. */
const nodesPerScript = 50;
const scriptsAtATime = 2;

/** A third of the CPU time of reading a node. Settings that the plan writes are read anyway. */
const forDiff: readonly Part[] = ['sysctls6'];

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Also reads what only `netlab diff` compares. */
  readonly everything?: true;
  /** Names of parts that are not read in a node. */
  readonly without?: (node: PlanNode) => readonly string[];
  /** Default: all nodes of the plan. */
  readonly nodes?: readonly PlanNode[];
}

export async function readState(
  plan: Plan,
  place: Place,
  { signal, everything, without = () => [], nodes = plan.nodes }: ReadOptions = {},
): Promise<LabState> {
  const unread = (node: PlanNode) => [...(everything ? [] : forDiff), ...without(node)];
  const unused = await findUnusedParts(place, nodes, unread, signal);
  const left = (node: PlanNode) => [...unread(node), ...unused(node)];
  const byNode = groupBy(plan.steps, ({ node }) => node);
  const steps = ({ name }: PlanNode) => byNode.get(name) ?? [];
  const settings = (node: PlanNode) => [
    ...new Set([
      ...steps(node).flatMap((step) => (step.kind === 'sysctl' ? [step.key] : [])),
      ...watchedSettings,
    ]),
  ];
  const scriptFor = (some: readonly PlanNode[]) => {
    const text = readScript(some, { settings, parts: stateParts, steps, without: left });
    return plan.nodes.length > nodesPerProc ? withFreshProc([text]) : text;
  };
  const read = async (some: readonly PlanNode[]) => {
    const { exit, stdout, stderr, timedOut } = await place.script(scriptFor(some), {
      timeout: 60_000 * (place.pace ?? 1),
      ...(signal ? { signal } : {}),
    });
    signal?.throwIfAborted();
    if (exit !== 0) throw stateUnreadable(plan.lab, timedOut ? 'it took too long' : stderr.trim());
    return split(stdout);
  };
  const waiting = Array.from({ length: Math.ceil(nodes.length / nodesPerScript) }, (_, i) =>
    nodes.slice(i * nodesPerScript, (i + 1) * nodesPerScript),
  );
  const printed = new Map<string, ReadonlyMap<string, string>>();
  const worker = async () => {
    for (let some = waiting.shift(); some; some = waiting.shift())
      for (const [node, text] of await read(some)) printed.set(node, text);
  };
  const all = nodes.some((node) => !without(node).includes('sysctls'));
  const [, namespaces, files, fresh] = await Promise.all([
    Promise.all(Array.from({ length: scriptsAtATime }, worker)),
    place.namespaces(),
    Promise.all(nodes.map((node) => readFiles(node, place))),
    all ? readFresh(place, signal) : undefined,
  ]);
  // Afterwards: the script's own shells are in the namespaces too.
  const processes = groupBy(await place.processes(), ({ namespace }) => namespace);
  return new Map(
    nodes.map((node, i) => {
      const inode = namespaces.get(node.namespace);
      return [
        node.name,
        {
          ...parse(node.name, printed.get(node.name) ?? new Map()),
          exists: inode !== undefined && inode !== 0,
          processes: inode === undefined ? [] : (processes.get(inode) ?? []),
          files: files[i] ?? {},
          ...(fresh ? { fresh } : {}),
        },
      ];
    }),
  );
}

/** Undefined if the place makes no namespace for it. */
async function readFresh(
  place: Place,
  signal: AbortSignal | undefined,
): Promise<NodeState['fresh'] | undefined> {
  const files = watchedSettings.map((key) => shellWord(settingPath(key))).join(' ');
  const folders = ['all', 'default'].map((name) => `/proc/sys/net/ipv4/conf/${name}`).join(' ');
  const { exit, stdout } = await place.script(
    `unshare --net sh -c ${shellWord(`grep -rs '' /dev/null ${files} ${folders} || :`)}`,
    signal ? { signal } : {},
  );
  return exit === 0 && stdout !== '' ? settings(stdout) : undefined;
}

async function readFiles(node: PlanNode, place: Place): Promise<Readonly<Record<string, string>>> {
  const folder = namespaceFiles(node.namespace);
  const names = await place.list(folder);
  const contents = await Promise.all(names.map((name) => place.read(`${folder}/${name}`)));
  return Object.fromEntries(names.map((name, i) => [name, contents[i] ?? '']));
}

/** Node to part to text. */
function split(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const nodes = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const piece of text.split(separator).slice(1)) {
    const end = piece.indexOf('\n');
    const [head, body] = [piece.slice(0, end), piece.slice(end + 1)];
    if (head.startsWith('node ')) {
      current = new Map();
      nodes.set(head.slice('node '.length), current);
      continue;
    }
    const [part = '', ...others] = head.split(' ');
    if (others.length === 0) current.set(part, body);
    else for (const [i, line] of body.split('\n').entries()) current.set([part, ...others][i] ?? '', line);
  }
  return nodes;
}

function parse(
  node: string,
  text: ReadonlyMap<string, string>,
): Omit<NodeState, 'exists' | 'processes' | 'files'> {
  const rows = (part: string): readonly Row[] => {
    const json = text.get(part)?.trim();
    // `ip -j` prints an empty object for what it shows only to others: a row of nothing is none.
    return json ? (kernelJson(json) as Row[]).filter((row) => Object.keys(row).length > 0) : [];
  };
  return {
    node,
    links: rows('links'),
    addresses: rows('addresses'),
    routes4: rows('routes4'),
    routes6: rows('routes6'),
    rules4: rows('rules4'),
    rules6: rows('rules6'),
    neighbors: rows('neighbors'),
    proxies: rows('proxies'),
    fdb: rows('fdb'),
    vlans: rows('vlans'),
    iptables: text.get('iptables') ?? '',
    ip6tables: text.get('ip6tables') ?? '',
    wireguard: readWireguard(text.get('wireguard') ?? ''),
    parts: new Map(
      stateParts.flatMap(({ name, read }) => (text.has(name) ? [[name, read(text.get(name)!)]] : [])),
    ),
    sysctls: settingsOnce(text.get('settings') ?? ''),
  };
}

/** By text. Most nodes of a lab print the same settings, and parsing them is half of the CPU time of a comparison. */
const parsed = new Map<string, Readonly<Record<string, string>>>();
const mostParsed = 200;

/** The same object for the same text. */
function settingsOnce(text: string): Readonly<Record<string, string>> {
  const before = parsed.get(text);
  if (before) return before;
  if (parsed.size >= mostParsed) parsed.clear();
  const found = settings(text);
  parsed.set(text, found);
  return found;
}

/** Lines of `grep -r`: path, colon, value. A path holds no colon: interface names here have none. */
function settings(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const match = line.match(/^(\/proc\/sys\/[^:]+):(.*)$/);
    if (match) found[settingKey(match[1]!)] = match[2]!.trim().replace(/\s+/g, ' ');
  }
  return found;
}
