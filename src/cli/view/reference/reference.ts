/**
 * docs/reference.md: every key of the language, from the JSON Schema that editors read, so that page and schema cannot differ;
 * the stages; and each code with which a lab is refused, with a message that has it.
 */
import { stages } from '../../../model/stage.ts';
import { branches, type Follow, follower, type Node } from './json-schema-node.ts';
import { cell, isTitledMap, table, tableWithin, words } from './table.ts';

export interface ExampleOfRefusal {
  readonly code: string;
  readonly message: string;
}

export function reference(schema: Node, refusals: readonly ExampleOfRefusal[]): string {
  const follow = follower(schema);
  const at = (node: Node, key: string): Node => follow(node.properties?.[key]);
  const node = at(schema, 'defaults');
  const cluster = at(schema, 'cluster');
  const probe = follow(at(schema, 'verify').items);
  const parts = [
    head,
    section('A lab', table(schema, follow, ['for'])),
    section(
      'Nodes',
      'Keys under `nodes`, `groups` and `defaults`. `null` removes a value of a group or of the defaults.',
      table(briefly(node), follow, settings(node)),
    ),
    ...settings(node).map((key) => setting(key, at(node, key), follow)),
    ...interfacesOf(follow(at(node, 'interfaces').additionalProperties as Node), follow),
    section('Links', 'Items of `links`.', table(follow(at(schema, 'links').items), follow)),
    ...clusterOf(cluster, follow),
    ...probesOf(probe, follow),
    section(
      'Packet patterns',
      'The pattern that a capture compares packets with. Omitted fields match anything.',
      table(patternOf(probe, follow), follow),
    ),
    section('Stages', 'The order of a plan.', stageTable),
    section('Refusals', 'Why a lab is refused, with an example of each message.', refusalTable(refusals)),
  ];
  return `${parts.join('\n\n')}\n`;
}

const head = `# Reference

Every key of the lab language. This page is made from the schema; [language.md](language.md) explains, with examples.

Words used below. *address*: \`192.0.2.1\`, \`2001:db8::1\`, or who has it: \`node\`, \`node:interface\`, \`self:interface\`. *MAC*:
\`02:00:00:00:00:01\` or \`node:interface\`. *prefix*: \`192.0.2.0/24\`. *selector*: a node, a group, \`web*\`, \`app=web\`,
\`nodes\`, \`pods\`. *command*: a line as typed, or its words as a list; no shell reads it. *range*: a number, or
\`{ min: 1, max: 3 }\`.

Every item of a list and every entry of a map of the lab's may have \`for: { l: 1..3 }\`, which repeats it with \`$(l)\` in its text.`;

const section = (title: string, ...text: readonly string[]): string => [`## ${title}`, ...text].join('\n\n');
const part = (title: string, ...text: readonly string[]): string => [`### ${title}`, ...text].join('\n\n');
const sentence = (text = ''): string =>
  text ? `${text[0]!.toUpperCase()}${text.slice(1).replace(/\.$/, '')}.` : '';

/** Interfaces have sections of their own. */
const briefly = (node: Node): Node => ({
  ...node,
  properties: {
    ...node.properties,
    interfaces: {
      title: 'map of interface to its keys',
      description: 'By name; the ends of links need no entry',
    },
  },
});

/** Keys of a node that have a table of their own: those that hold maps and are described nowhere else. */
const settings = (node: Node): readonly string[] =>
  Object.keys(node.properties ?? {}).filter(
    (key) => !['about', 'group', 'labels', 'vars', 'for', 'interfaces', 'ready'].includes(key),
  );

function setting(key: string, node: Node, follow: Follow): string {
  const keys = tableWithin(node, follow);
  const what = `${sentence(node.description)} A ${words(node, follow)}.`;
  return part(key, what, ...(keys ? [keys] : []));
}

function interfacesOf(types: Node, follow: Follow): readonly string[] {
  const all = branches(types).map((type) => follow(type));
  const keys = all.map((type) => Object.keys(type.properties ?? {}));
  const common = keys[0]!.filter((key) => keys.every((one) => one.includes(key)));
  const properties = Object.fromEntries(common.map((key) => [key, all[0]!.properties![key]!]));
  return [
    section(
      'Interfaces',
      'Entries of `interfaces`. These keys are those of every type; `type` may be left out for the ends of links and for `lo`.',
      table({ properties }, follow, ['type']),
    ),
    ...titledIn({ properties }, follow).map((one) => titled(one, follow)),
    ...all.map((type) =>
      part(
        String(follow(type.properties?.type).const),
        sentence(type.description),
        table(type, follow, common),
      ),
    ),
  ];
}

/** Maps with a title, each once. */
function titledIn(node: Node, follow: Follow, seen = new Set<string>()): readonly TitledMap[] {
  const own = isTitledMap(node) && !seen.has(node.title) ? [node] : [];
  if (own.length === 0 && isTitledMap(node)) return [];
  for (const { title } of own) seen.add(title);
  const { properties = {}, items, additionalProperties } = node;
  const parts = [...Object.values(properties), items, additionalProperties || undefined, ...branches(node)];
  return [...own, ...parts.flatMap((one) => (one ? titledIn(follow(one), follow, seen) : []))];
}

type TitledMap = Node & { readonly title: string };

/** Of a choice of maps, the keys of each under the word that chooses it. */
function titled(node: TitledMap, follow: Follow): string {
  const all = branches(node).map((one) => follow(one));
  if (all.length === 0) return part(node.title, table(node, follow));
  const [chooser = ''] = Object.entries(all[0]?.properties ?? {}).find(([, { const: word }]) => word) ?? [];
  return part(
    node.title,
    ...all.flatMap((one) => [
      `**\`${chooser}: ${String(follow(one.properties?.[chooser]).const)}\`** ${sentence(one.description)}`,
      table(one, follow, [chooser]),
    ]),
  );
}

function clusterOf(cluster: Node, follow: Follow): readonly string[] {
  const networks = branches(follow(cluster.properties?.network)).map((network) => follow(network));
  return [
    section('Clusters', table(cluster, follow, ['network'])),
    ...networks.map((network) =>
      part(
        `network ${String(follow(network.properties?.plugin).const)}`,
        sentence(network.description),
        table(network, follow, ['plugin']),
      ),
    ),
  ];
}

const ofEveryProbe = ['within', 'about', 'control', 'event', 'before'];

function probesOf(probe: Node, follow: Follow): readonly string[] {
  const all = Object.entries(probe.properties ?? {}).filter(([name]) => name !== 'for');
  const first = follow(all[0]![1]);
  const properties = Object.fromEntries(
    ofEveryProbe.map((key) => {
      const value = follow(first.properties?.[key]);
      return [key, key === 'event' ? value : bare(value)];
    }),
  );
  return [
    section(
      'Probes',
      'Items of `verify` and `ready`. These keys are those of every probe.',
      table({ properties }, follow),
    ),
    ...all.map(([name, one]) =>
      part(name, sentence(follow(one).description), table(one, follow, ofEveryProbe)),
    ),
  ];
}

/** Without its keys, which are those of the probe itself. */
const bare = ({ properties, anyOf, ...node }: Node): Node => {
  if (properties) return { ...node, title: 'keys of the probe' };
  return anyOf ? { ...node, title: 'keys of the probe, or a list of them' } : node;
};

function patternOf(probe: Node, follow: Follow): Node {
  const capture = follow(probe.properties?.capture);
  const facts = branches(follow(capture.properties?.expect)).map((branch) => follow(branch));
  const any = follow(facts.find((branch) => branch.properties)?.properties?.any);
  return follow(branches(any)[0]);
}

const stageTable = [
  '| stage | what it makes |',
  '|---|---|',
  ...stages.map((stage) => `| ${stage.name} | ${stage.about} |`),
].join('\n');

function refusalTable(refusals: readonly ExampleOfRefusal[]): string {
  const first = new Map<string, string>();
  for (const { code, message } of refusals) if (!first.has(code)) first.set(code, message);
  const rows = [...first].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '| code | for example |',
    '|---|---|',
    ...rows.map(([code, message]) => `| \`${code}\` | ${cell(message)} |`),
  ].join('\n');
}
