/**
 * Facts about what a real program writes: each has an id, a sentence, patterns of lines, and the place in the program's own sources.
 * A word in angle brackets is a placeholder, and one that occurs twice in a line has one value.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Fact {
  id: string;
  says: string;
  /** The condition without which the lines are absent. */
  when?: string;
  /** The table of iptables. */
  table?: string;
  lines?: readonly string[];
  /** Ids of facts whose lines follow each other in every chain. */
  order?: readonly string[];
  values?: Readonly<Record<string, string>>;
  /** repository:path@commit. */
  source: string;
  /** The function, variable or test. */
  in: string;
}

/** A line of a dump: iptables prints a chain in the part of its table. */
export interface Line {
  table?: string;
  text: string;
}

const hash = (prefix: string) => `${prefix}-[A-Z2-7]{16}`;
const chain = (prefix: string) => `${prefix}-[A-Z2-7]{8}-[\\w./-]+`;
const placeholders: Readonly<Record<string, string>> = {
  port: '[a-z0-9-]+/[a-z0-9-]+(?::[a-z0-9-]+)?',
  proto: 'tcp|udp|sctp',
  ip: '[0-9.]+',
  cidr: '[0-9.]+/[0-9]+',
  endpoint: '[0-9.]+:[0-9]+',
  server: '[0-9.]+:[0-9]+',
  ip6: '[0-9a-f]*:[0-9a-f:]*',
  cidr6: '[0-9a-f]*:[0-9a-f:]*/[0-9]+',
  endpoint6: '\\[[0-9a-f:]+\\]:[0-9]+',
  number: '[0-9]+',
  seconds: '[0-9]+',
  proxy: '[0-9]+',
  probability: '0[.][0-9]{10}',
  choices: '.+',
  sources: '.+',
  SVC: hash('KUBE-SVC'),
  SVL: hash('KUBE-SVL'),
  EXT: hash('KUBE-EXT'),
  FW: hash('KUBE-FW'),
  SEP: hash('KUBE-SEP'),
  service: chain('service'),
  local: chain('local'),
  external: chain('external'),
  firewall: chain('firewall'),
  'endpoint-chain': chain('endpoint'),
  affinity: chain('affinity'),
};

const compiled = new Map<string, RegExp>();

/** The expression for a pattern. The groups have the names of the placeholders, with _ for -. */
export function pattern(line: string): RegExp {
  const known = compiled.get(line) ?? compile(line);
  compiled.set(line, known);
  return known;
}

function compile(line: string): RegExp {
  const seen = new Set<string>();
  const parts = line.split(/<([\w-]+)>/).map((part, i) => {
    if (i % 2 === 0) return part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
    const expression = placeholders[part];
    if (expression === undefined) throw new Error(`unknown placeholder <${part}> in ${line}`);
    const group = part.replaceAll('-', '_');
    if (seen.has(group)) return `\\k<${group}>`;
    seen.add(group);
    return `(?<${group}>${expression})`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

const folder = new URL('kube-proxy/', import.meta.url);

/** The facts of all files. */
export const facts: readonly Fact[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) => parse(readFileSync(new URL(file, folder), 'utf8')) as Fact[]);

/** The lines of a dump in kube-proxy/example. */
export function example(name: string): readonly Line[] {
  let table: string | undefined;
  const lines: Line[] = [];
  for (const text of readFileSync(new URL(`example/${name}.txt`, folder), 'utf8').split('\n')) {
    if (text.startsWith('*')) table = text.slice(1);
    else if (text === 'COMMIT') table = undefined;
    else if (text !== '') lines.push({ ...(table === undefined ? {} : { table }), text });
  }
  return lines;
}

const matches = ({ lines = [], table }: Fact, line: Line) =>
  table === line.table && lines.some((one) => pattern(one).test(line.text));

/** The facts that a line shows. */
export const shown = (all: readonly Fact[], line: Line) => all.filter((fact) => matches(fact, line));

/** The ids of the facts of which a dump has no line. */
export const lacking = (all: readonly Fact[], dump: readonly Line[]) =>
  all
    .filter((fact) => fact.lines && fact.when === undefined && !dump.some((line) => matches(fact, line)))
    .map(({ id }) => id);

/** The chain of a rule of iptables or nftables. */
const chainOf = ({ text }: Line) => /^(?:-A|add rule ip6? kube-proxy) (\S+)/.exec(text)?.[1];

/** The ids of the facts whose order a dump does not have. */
export function disordered(all: readonly Fact[], dump: readonly Line[]): string[] {
  const byId = new Map(all.map((fact) => [fact.id, fact]));
  return all
    .filter(({ order }) => {
      const last = new Map<string, number>();
      return dump.some((line) => {
        const place = order?.findIndex((id) => matches(byId.get(id)!, line)) ?? -1;
        if (place < 0) return false;
        const key = `${line.table} ${chainOf(line)}`;
        const before = last.get(key) ?? 0;
        last.set(key, place);
        return place < before;
      });
    })
    .map(({ id }) => id);
}
