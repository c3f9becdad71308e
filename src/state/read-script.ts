/**
 * One shell script that prints the kernel's whole state of many namespaces, so that reading a lab costs one call. Each part
 * begins with a line of the ASCII record separator and its name, which no command here prints. A command that fails prints
 * nothing: a kernel without IPv6 has no IPv6 routes.
 *
 * Processes are what it costs, a millisecond each: what one program can print is asked of one process, which prints a line of
 * JSON for each line of its batch. They stand together only where they work or fail together.
 */
import { shellWord } from '../base/quote.ts';
import { settingPath } from '../base/setting-path.ts';
import { namespacePath } from '../model/owned.ts';
import type { PlanNode, Step } from '../model/plan.ts';
import type { AnyStatePart } from './state-part.ts';

export const separator = '\x1e';

/** Programs that take their commands from a batch: to each part its line. `-d` adds nothing to what readers take of the others. */
const batches = [
  {
    program: 'ip -j -d -batch -',
    lines: {
      links: 'link show',
      addresses: 'addr show',
      neighbors: 'neigh show',
      proxies: 'neigh show proxy',
    },
  },
  { program: 'ip -j -4 -batch -', lines: { routes4: 'route show table all', rules4: 'rule show' } },
  { program: 'ip -j -6 -batch -', lines: { routes6: 'route show table all', rules6: 'rule show' } },
  // A kernel without VLAN filtering fails at the second line.
  { program: 'bridge -j -batch -', lines: { fdb: 'fdb show', vlans: 'vlan show' } },
] as const;

/** Part to the command that prints it. */
const commands = {
  iptables: 'iptables-save',
  ip6tables: 'ip6tables-save',
  wireguard: 'wg show all dump',
} as const;

/** Part to the folders and files of settings that it reads. One process reads all of them. */
const folders = {
  sysctls: ['ipv4/ip_forward', 'ipv4/conf', 'bridge'].map((path) => `/proc/sys/net/${path}`),
  sysctls6: ['/proc/sys/net/ipv6/conf'],
} as const;

type KeysOf<T> = T extends unknown ? keyof T : never;
export type Part = keyof typeof commands | keyof typeof folders | KeysOf<(typeof batches)[number]['lines']>;

export interface StateQuery {
  /** Settings that are read in a node. */
  settings(node: PlanNode): readonly string[];
  /** Parts that kinds of steps declare. */
  readonly parts: readonly AnyStatePart[];
  /** The plan's steps of a node. */
  steps(node: PlanNode): readonly Step[];
  /** Names of parts that are not read in a node. */
  without(node: PlanNode): readonly string[];
}

export const readScript = (nodes: readonly PlanNode[], wanted: StateQuery): string =>
  nodes
    .map(
      (node) =>
        `printf '\\036node %s\\n' ${shellWord(node.name)}\nnsenter --net=${shellWord(namespacePath(node.namespace))} -- sh -c ${shellWord(inside(wanted, node))} 2> /dev/null || true`,
    )
    .join('\n');

const head = (parts: string) => `printf '\\036%s\\n' '${parts}'`;

function inside({ settings, parts, steps, without }: StateQuery, node: PlanNode): string {
  const left = without(node);
  const reads = (part: string) => !left.includes(part);
  const whole = Object.entries(folders).flatMap(([part, paths]) => (reads(part) ? paths : []));
  const more = settings(node)
    .map(settingPath)
    .filter((path) => !whole.some((folder) => path === folder || path.startsWith(`${folder}/`)));
  const declared: Readonly<Record<string, string>> = Object.fromEntries(
    parts.map(({ name, command }) => [name, typeof command === 'string' ? command : command(steps(node))]),
  );
  return [
    ...batches.flatMap(({ program, lines }) => {
      const wanted = Object.entries(lines).filter(([part]) => reads(part));
      if (wanted.length === 0) return [];
      const parts = wanted.map(([part]) => part).join(' ');
      return [`${head(parts)}; ${program} 2> /dev/null <<'END'`, ...wanted.map(([, line]) => line), 'END'];
    }),
    ...Object.entries<string>({ ...commands, ...declared }).flatMap(([part, command]) =>
      reads(part) && command !== '' ? [`${head(part)}; ${command} 2> /dev/null`] : [],
    ),
    `${head('settings')}; grep -rs '' /dev/null ${[...whole, ...more.map(shellWord)].join(' ')}`,
  ].join('\n');
}
