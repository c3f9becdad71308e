import type { NodeState, Row } from '../../state/state.ts';
import { after, type Reader, wordsOf } from './reader.ts';

const types = ['blackhole', 'unreachable', 'prohibit', 'throw', 'local'];

export const route: Reader = {
  about: 'routes',
  find(step, node, names) {
    const words = wordsOf(step, 'ip', ['route'], ['add', 'replace', 'append']);
    if (!words || step.kind !== 'run') return undefined;
    const type = types.includes(words[0]!) ? words[0]! : 'unicast';
    const to = asShown(type === 'unicast' ? words[0]! : words[1]!);
    const vrf = after(words, 'vrf');
    const table = vrf === undefined ? (after(words, 'table') ?? 'main') : tableOf(vrf, node);
    const six = step.argv.includes('-6') || words.slice(0, 2).some((word) => word.includes(':'));
    const argv = [
      'ip',
      ...(six ? ['-6'] : []),
      'route',
      'show',
      ...(table === 'main' ? [] : ['table', table]),
    ];
    const metric = after(words, 'metric');
    const there = rows(node, six).filter(
      (row) =>
        asShown(String(row.dst)) === to &&
        String(row.table ?? 'main') === table &&
        (metric === undefined || String(row.metric) === metric),
    );
    const where = table === 'main' ? '' : ` in table ${table}`;
    if (there.length === 0)
      return { why: `${node.node} has no route to ${sayTo(to, words, names)}${where}`, argv };
    const different = there
      .map((row) => difference(row, words, type))
      .sort((a, b) => a.length - b.length)[0]!;
    if (different === '') return undefined;
    return { why: `${node.node}'s route to ${to}${where} ${different}`, argv };
  },
};

/** `ip route` leaves out the length of one address, and calls the whole space default. */
const asShown = (to: string): string =>
  to === '0.0.0.0/0' || to === '::/0' ? 'default' : to.replace(/\/(32|128)$/, '');

const tableOf = (vrf: string, node: NodeState): string =>
  String(node.links.find((one) => one.ifname === vrf)?.linkinfo?.info_data?.table);

const rows = (node: NodeState, six: boolean): readonly Row[] => (six ? node.routes6 : node.routes4);

function sayTo(to: string, words: readonly string[], names: Parameters<Reader['find']>[2]): string {
  const via = after(words, 'via');
  return `${to}${via === undefined ? '' : `, which goes via ${names.address(via)}`}`;
}

/** Empty where the route is as planned. */
function difference(row: Row, words: readonly string[], type: string): string {
  const hops: readonly Row[] = row.nexthops ?? [row];
  if ((row.type ?? 'unicast') !== type) return `is ${row.type ?? 'unicast'} and should be ${type}`;
  const vias = words.flatMap((_, i) => (words[i - 1] === 'via' ? [words[i]!] : []));
  const missing = vias.find((via) => !hops.some((hop) => (hop.gateway ?? hop.via?.host) === via));
  if (missing)
    return `goes via ${hops.map((hop) => hop.gateway ?? hop.via?.host ?? 'no gateway').join(', ')} and should go via ${missing}`;
  const dev = after(words, 'dev');
  if (dev && !hops.some((hop) => hop.dev === dev))
    return `leaves by ${hops[0]?.dev} and should leave by ${dev}`;
  const src = after(words, 'src');
  if (src && row.prefsrc !== src)
    return `prefers the source ${row.prefsrc ?? 'none'} and should prefer ${src}`;
  const mtu = after(words, 'mtu');
  if (mtu && String(row.metrics?.[0]?.mtu) !== mtu)
    return `has MTU ${row.metrics?.[0]?.mtu ?? 'none'} and should have ${mtu}`;
  return '';
}
