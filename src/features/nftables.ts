/** nftables commands as typed after `nft`, in their order. One `nft -f -` loads all of them in one transaction. */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { distinctIds } from '../base/distinct-ids.ts';
import { nftWords } from '../base/quote.ts';
import { sentence } from '../base/scalar.ts';
import type { NodeAsker, PlanScope } from '../model/context.ts';
import type { NftablesStep, NftLine } from '../steps/nftables.ts';
import { defineFeature } from './feature.ts';

const item = z.union([
  z.string(),
  z.strictObject({
    command: z.string().describe('The command'),
    about: sentence().optional().describe('Reason for the command; the plan prints it'),
  }),
]);
const schema = z
  .array(item)
  .describe('Commands as typed after nft: add rule ip nat post oifname eth1 masquerade');
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    nftables: z.input<typeof schema>;
  }
}
type Command = Omit<NftLine, 'id' | 'reason'> & { readonly about?: string };

const verbs = ['add', 'create', 'insert'] as const;
/** Types of objects, and whether a name follows the table. */
const objects: ReadonlyMap<string, boolean> = new Map([
  ['table', false],
  ...['chain', 'rule', 'set', 'map', 'element', 'flowtable', 'counter', 'quota', 'limit'].map(
    (name) => [name, true] as const,
  ),
]);
const families = ['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev'];
/**
 * Commands that nft accepts inside the block of any object (common_block in parser_bison.y). `include` makes nft read a file, and
 * print its lines in an error.
 */
const scripting = /(?<![\w./-])(include|define|redefine|undefine)(?![\w./-])/;
/** Statements that the block of a chain may contain. Each rule needs its own command, so that it has its own line. */
const chainWords = ['type', 'policy', 'device', 'devices', 'comment', ''];

export const nftables = defineFeature<Spec, readonly Command[]>({
  key: 'nftables',
  about: 'nftables rules, sets and maps',
  trust: 'no',
  schema,
  requires: () => ({ kernel: ['nf_tables'] }),
  resolve: (spec, asker) =>
    spec.flatMap((entry, i) => {
      const [line, path] = typeof entry === 'string' ? [entry, [i]] : [entry.command, [i, 'command']];
      const source = asker.at(...path);
      const argv = asker.argv(line, source);
      // asker.argv has already reported a line that could not be split.
      if (argv.length === 0 && line.trim() !== '') return [];
      const command = read(argv, source, asker);
      if (!command) return [];
      return [typeof entry !== 'string' && entry.about ? { ...command, about: entry.about } : command];
    }),
  plan: (commands, scope) => (commands.length === 0 ? [] : [step(commands, scope)]),
  matches: (commands) => commands.flatMap(interfacesOf),
});

/** `iifname eth0`, `oifname != "eth0"`, `iifname { eth0, eth1 }`. A "*" matches every interface with that prefix. */
function interfacesOf({ object, words, source }: Command): readonly { name: string; source: Source }[] {
  if (object !== 'rule') return [];
  const found = words.join(' ').matchAll(/\b[io]ifname (?:!= |== )?(\{[^}]*\}|"[^"]*"|[^\s{@]+)/g);
  return [...found].flatMap(([, operand = '']) =>
    operand
      .replaceAll(/[{}"]/g, ' ')
      .split(/[\s,]+/)
      .filter((name) => /^[A-Za-z0-9_.-]+$/.test(name))
      .map((name) => ({ name, source })),
  );
}

function read(argv: readonly string[], at: Source, asker: NodeAsker): Command | undefined {
  const [verb = '', object = '', ...rest] = argv[0] === 'nft' ? argv.slice(1) : argv;
  const refuse = (code: string, message: string, known?: readonly string[], found = '') => {
    asker.refuse({ code, message, at, ...(known ? { known, word: found } : {}) });
    return undefined;
  };
  if (!isVerb(verb))
    return refuse(
      'nft-command',
      verb === ''
        ? 'the command is empty; it must begin with add, create or insert'
        : `an nft command must begin with add, create or insert, found "${verb}"`,
    );
  const named = objects.get(object);
  if (named === undefined || (verb === 'insert' && object !== 'rule'))
    return refuse('nft-object', `nft cannot ${verb} "${object}" in a lab`, [...objects.keys()], object);
  const bad = rest.find((word) => /[\p{C}\\]/u.test(word) || !/^("[^"]*"|[^"]+)$/.test(word));
  if (bad !== undefined)
    return refuse(
      'nft-word',
      'an nft command contains an empty word, a backslash, a control character or a double quote inside a word',
    );
  // nft reads text in quotes as one word.
  const quoted = nftWords(rest);
  const script = quoted.find((word) => !word.startsWith('"') && scripting.test(word));
  if (script !== undefined) return refuse('nft-script', `an nft command in a lab cannot contain "${script}"`);
  const family = families.includes(rest[0] ?? '') ? rest[0]! : 'ip';
  const [table = '', ...inTable] = family === rest[0] ? rest.slice(1) : rest;
  const [name = '', ...words] = named ? inTable : ['', ...inTable];
  for (const word of named ? [table, name] : [table])
    if (!/^[A-Za-z][A-Za-z0-9/_.-]*$/.test(word))
      return refuse(
        'nft-name',
        `expected ${object === 'table' ? 'add table FAMILY NAME' : `${verb} ${object} FAMILY TABLE NAME`}, found "${word}" as a name`,
      );
  const block = blockOf(quoted.slice(rest.length - words.length));
  if (block === undefined)
    return refuse(
      'nft-several',
      'an item must be one nft command: no ";" outside braces, and braces in pairs',
    );
  if (object === 'table' && block.some((statement) => !['flags', 'comment', ''].includes(statement)))
    return refuse('nft-block', 'add the chains and sets of a table as separate items: add chain, add set');
  if (object === 'chain' && block.some((statement) => !chainWords.includes(statement)))
    return refuse('nft-block', 'add the rules of a chain as separate items: add rule');
  return { verb, object, family, table, ...(named ? { name } : {}), words, source: at };
}

const isVerb = (word: string): word is NftLine['verb'] => (verbs as readonly string[]).includes(word);

/** The first words of the statements in braces; undefined if the words are more than one command. */
function blockOf(words: readonly string[]): readonly string[] | undefined {
  let depth = 0;
  let inside = '';
  for (const word of words) {
    if (word.startsWith('"')) {
      inside += ' "" ';
      continue;
    }
    for (const c of word) {
      if (c === '}') depth--;
      if (depth < 0 || (c === ';' && depth === 0)) return undefined;
      if (depth > 0) inside += c;
      if (c === '{') depth++;
    }
    inside += ' ';
  }
  return depth === 0
    ? inside.split(';').map((statement) => statement.trim().split(/\s/)[0] ?? '')
    : undefined;
}

function step(commands: readonly Command[], { node }: PlanScope): NftablesStep {
  const prefix = `${node.name}/nftables`;
  const idOf = distinctIds();
  return {
    kind: 'nftables',
    id: prefix,
    stage: 'rules',
    // After iptables: of two chains with the same priority, the hook calls the older one first.
    level: 1,
    node: node.name,
    source: commands[0]!.source,
    reason: `The nftables rules of ${node.name}.`,
    lines: commands.map(({ about, ...command }) => {
      const { object, family, table, name, words } = command;
      const what = [family, table, name, ...words].filter((word) => word !== undefined).join(' ');
      return { ...command, id: idOf(`${prefix}/${object}/${what}`), reason: about ?? reason(command) };
    }),
  };
}

const does: ReadonlyMap<string, string> = new Map([
  ['masquerade', 'Matching packets get the address of the outgoing interface as their source.'],
  ['snat', 'Matching packets get another source address.'],
  ['dnat', 'Matching packets get another destination address.'],
  ['accept', 'Matching packets are accepted.'],
  ['drop', 'Matching packets are dropped silently.'],
  ['reject', 'Matching packets are rejected with an ICMP error or a TCP reset.'],
]);

function reason({ object, family, table, name, words }: Command): string {
  if (object === 'table') return `Create the table ${family} ${table}.`;
  if (object === 'element') return `Add elements to ${name} of table ${family} ${table}.`;
  if (object !== 'rule') return `Create the ${object} ${name} in table ${family} ${table}.`;
  const verdict = words.findLast((word) => does.has(word));
  return (verdict && does.get(verdict)) ?? `A rule of ${name}.`;
}
