/**
 * The kinds of objects in a state, as `netlab diff` prints them: the key that identifies an object, and its form in `ip`,
 * `bridge` and the others.
 */

import type { Row } from '../state/state.ts';
import { type DifferenceKind as Kind, plainDifference, type Value } from '../state/state-part.ts';
import { stateParts } from '../steps/index.ts';

/** Rows of JSON, which may stand after a word (the interface of an address). */
function rows(part: string, what: string, key: readonly string[], say: (row: Row) => string): Kind {
  const row = (text: string): Row => {
    const at = text.indexOf('{');
    const before = text.slice(0, at).trim();
    return { ...(before ? { ifname: before } : {}), ...(JSON.parse(text.slice(at)) as Row) };
  };
  return {
    part,
    what,
    key: (text) => JSON.stringify(key.map((field) => row(text)[field] ?? null)),
    say: (text) => say(row(text)),
    name: (text) => say(Object.fromEntries(key.map((field) => [field, row(text)[field]]))),
    values: (is, should) => differing(flat(row(is)), flat(row(should))),
  };
}

/** `linkinfo.info_data.port: 8472` and so on. */
function flat(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([
      [
        path,
        Array.isArray(value)
          ? value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(',')
          : String(value),
      ],
    ]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...flat(inner, path === '' ? key : `${path}.${key}`)]),
  );
}

function differing(is: ReadonlyMap<string, string>, should: ReadonlyMap<string, string>): readonly Value[] {
  const fields = [...new Set([...is.keys(), ...should.keys()])].sort();
  const values = fields
    .filter((field) => is.get(field) !== should.get(field))
    .map((field) => ({
      field: field.replace(/^linkinfo\.(info_data|info_slave_data)\./, ''),
      is: is.get(field) ?? 'none',
      should: should.get(field) ?? 'none',
    }));
  const flags = values.find(({ field }) => field === 'flags');
  const [now, planned] = [inWords(flags?.is), inWords(flags?.should)];
  if (!flags || now === planned) return values;
  // A port's behavior follows from its flags.
  const others = values.filter(({ field }) => field !== 'flags' && field !== 'state');
  return [{ field: '', is: now, should: planned }, ...others];
}

/** Of an interface's flags. */
const inWords = (flags = ''): string => {
  const set = new Set(flags.split(','));
  if (!set.has('UP')) return 'down';
  return set.has('NO-CARRIER') ? 'up without carrier' : 'up';
};

const words = (...parts: readonly unknown[]): string => parts.filter(Boolean).join(' ');

const route = (row: Row): string =>
  words(
    row.type !== 'unicast' && row.type,
    row.dst,
    (row.gateway ?? row.via?.host) && `via ${row.gateway ?? row.via.host}`,
    row.dev && `dev ${row.dev}`,
    ...((row.nexthops ?? []) as Row[]).map((hop) =>
      words('nexthop', hop.gateway && `via ${hop.gateway}`, hop.dev && `dev ${hop.dev}`),
    ),
    row.table && row.table !== 'main' && `table ${row.table}`,
    row.metric && `metric ${row.metric}`,
  );

const policy = (row: Row): string =>
  words(
    `${row.priority}:`,
    row.src && `from ${row.src}${row.srclen ? `/${row.srclen}` : ''}`,
    row.dst && `to ${row.dst}${row.dstlen ? `/${row.dstlen}` : ''}`,
    row.fwmark && `fwmark ${row.fwmark}`,
    row.iif && `iif ${row.iif}`,
    row.oif && `oif ${row.oif}`,
    row.action,
    row.table && `lookup ${row.table}`,
  );

/** A rule behind others of its priority has its place among them. */
function policies(part: string): Kind {
  const kind = rows(part, 'policy', ['priority'], policy);
  const unplaced = (text: string) => text.replace(/"place":\d+,/, '');
  return {
    ...kind,
    key: unplaced,
    changedKey: kind.key,
    ordered: true,
    values: (is, should) => kind.values!(unplaced(is), unplaced(should)),
  };
}

const neighbor = (row: Row): string => words(row.dst, `dev ${row.dev}`, row.lladdr && `lladdr ${row.lladdr}`);

/** One kind a table, and a chain's policy, of either family. */
const rules = (family: string): Kind => ({
  part: family,
  what: family,
  // `filter 3 -A FORWARD ...`: the table, the place in its chain, the rule.
  key: (text) => text.replace(/^(\S+) \d+ /, '$1 '),
  say: (text) =>
    text.replace(/^(\S+) \d+ /, '-t $1 ').replace(/^(\S+) chain (\S+) (\S+)$/, '-t $1 chain $2, policy $3'),
  ordered: true,
});

/** `key = value` */
const sysctl: Kind = {
  part: 'sysctls',
  what: 'sysctl',
  key: (text) => text.split(' = ')[0],
  say: (text) => text.split(' = ')[0]!,
  values: (is, should) => [{ field: '', is: is.split(' = ')[1] ?? '', should: should.split(' = ')[1] ?? '' }],
};

/** `name "content"` */
const file: Kind = {
  part: 'files',
  what: 'file',
  key: (text) => text.split(' ')[0],
  say: (text) => `/etc/${text.split(' ')[0]}`,
  values: () => [{ field: 'content', is: 'another', should: 'as planned' }],
};

/** In the order in which they are printed. */
export const kinds: readonly Kind[] = [
  {
    part: 'exists',
    what: 'namespace',
    key: () => '',
    say: () => 'of the node',
    values: (is) => [
      { field: '', is: is === 'true' ? 'there' : 'gone', should: is === 'true' ? 'gone' : 'there' },
    ],
  },
  rows('links', 'interface', ['ifname'], (row) => row.ifname),
  rows(
    'addresses',
    'address',
    ['ifname', 'local', 'prefixlen'],
    (row) => `${row.local}/${row.prefixlen} dev ${row.ifname}`,
  ),
  rows('routes4', 'route', ['dst', 'table', 'metric', 'tos'], route),
  rows('routes6', 'route', ['dst', 'table', 'metric', 'dev'], route),
  policies('rules4'),
  policies('rules6'),
  rows('neighbors', 'neighbor', ['dst', 'dev'], neighbor),
  rows('proxies', 'proxy', ['dst', 'dev'], neighbor),
  rows('fdb', 'fdb', ['mac', 'ifname', 'vlan', 'vni'], (row) =>
    words(row.mac, `dev ${row.ifname}`, row.dst && `dst ${row.dst}`, row.vlan && `vlan ${row.vlan}`),
  ),
  rows('wireguard', 'wireguard', ['ifname', 'peer'], (row) =>
    words(row.ifname, row.peer && `peer ${row.peer}`),
  ),
  ...stateParts.map(({ name, difference }) => ({ part: name, ...difference })),
  rules('iptables'),
  rules('ip6tables'),
  sysctl,
  { part: 'processes', ...plainDifference('process') },
  file,
];

export function kindOf(part: string): Kind | undefined {
  return kinds.find((kind) => kind.part === part);
}
