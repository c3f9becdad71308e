/** The routing table has no route for the packet or its reply, or a forbidding route, a rule of `ip rule` forbids it, or the node does not forward packets. */
import { contains, parseCidr, parseIp } from '../../base/cidr.ts';
import type { Row } from '../../state/state.ts';
import type { Reading } from '../readings.ts';
import type { Cause } from '../trace.ts';
import type { CauseFinder } from './cause.ts';

export const route: CauseFinder = {
  reasons: ['IP_INNOROUTES', 'IP_OUTNOROUTES', 'IP_INADDRERRORS', 'IP_INVALID_DEST', 'IP_LOCALNET'],
  find({ last, visit, forms, route: answer, routeBack, arrived, after }) {
    const form = forms.at(-1);
    if (arrived && form && routeBack)
      return unroutable(last.node, { src: form.flow.dst, dst: form.flow.src }, routeBack, after);
    if (!visit.routed || visit.left || arrived || !form || !answer) return undefined;
    return unroutable(last.node, { ...form.flow, in: last.interface }, answer, after);
  },
};

interface Routed {
  readonly src?: string;
  readonly dst: string;
  /** The input interface; absent for the node's own packets. */
  readonly in?: string;
}

/** `answer`: the output of `ip route get`. */
export function unroutable(
  node: string,
  { src, dst, in: came }: Routed,
  answer: string,
  reading: Reading | undefined,
): Cause | undefined {
  const said = /^(?:RTNETLINK answers|Error): (.+)$/m.exec(answer)?.[1];
  const type = /^(blackhole|unreachable|prohibit|throw)\b/.exec(answer)?.[1];
  if (said === undefined && type === undefined) return undefined;
  const version = dst.includes(':') ? ['-6'] : [];
  const policy = (reading?.policies ?? []).find((row) => row.action !== undefined && matches(row, src, dst));
  if (policy) {
    const words = [
      policy.src === 'all' ? '' : `from ${withLength(policy.src, policy.srclen)}`,
      policy.dst && `to ${withLength(policy.dst, policy.dstlen)}`,
    ];
    return {
      id: 'route',
      node,
      why: `${node} has a rule of type ${policy.action} in ip rule: ${[`priority ${policy.priority}`, ...words].filter(Boolean).join(' ')}`,
      argv: ['ip', ...version, 'rule'],
    };
  }
  // An interface that goes down takes its routes along.
  const down = (reading?.links ?? []).find(
    (link) => link.ifname !== 'lo' && !link.flags?.includes('UP') && (link.addr_info ?? []).length > 0,
  );
  if (down)
    return {
      id: 'down',
      node,
      why: `${node} has no route to ${dst}: its ${down.ifname} is down`,
      argv: ['ip', 'link', 'show', 'dev', down.ifname],
    };
  const family = dst.includes(':') ? 'ipv6' : 'ipv4';
  if (came !== undefined && reading?.settings.get(`${family}/conf/${came}/forwarding`) === '0')
    return {
      id: 'route',
      node,
      why: `${node} does not forward packets that come in on ${came}: net.${family}.conf.${came.replaceAll('.', '/')}.forwarding is 0`,
      argv: ['sysctl', `net.${family}.conf.${came.replaceAll('.', '/')}.forwarding`],
    };
  if (said === 'No route to host')
    return {
      id: 'route',
      node,
      why: `${node} has an unreachable route to ${dst}`,
      argv: ['ip', ...version, 'route', 'show', 'match', dst],
    };
  // A source that rp_filter rejects gives the same error. Its counter rises, so reverse-path.ts reports it first.
  const blackhole = said === 'Invalid argument' && blackholeFor(dst, reading);
  if (blackhole)
    return {
      id: 'route',
      node,
      why: `${node} has a blackhole route for ${blackhole}, which covers ${dst}`,
      argv: ['ip', ...version, 'route', 'show', 'match', dst],
    };
  if (said === 'Invalid argument')
    return {
      id: 'route',
      node,
      why: `${node} discards packets to ${dst}: a blackhole route, or an invalid source address`,
      argv: ['ip', 'route', 'show', 'match', dst],
    };
  return {
    id: 'route',
    node,
    why: type ? `${node} has a ${type} route for ${dst}` : `${node} has no route to ${dst} (${said})`,
    argv: ['ip', ...version, 'route', 'get', dst],
  };
}

/** The blackhole route of the longest prefix that covers the address. */
function blackholeFor(dst: string, reading: Reading | undefined): string | undefined {
  const prefixes = (reading?.blackholes ?? []).map((row) =>
    row.dst === 'default' ? (dst.includes(':') ? '::/0' : '0.0.0.0/0') : withLength(row.dst),
  );
  const length = (prefix: string) => Number(prefix.split('/')[1]);
  return prefixes.filter((prefix) => within(prefix, dst)).sort((a, b) => length(b) - length(a))[0];
}

function matches(policy: Row, src: string | undefined, dst: string): boolean {
  const holds = (prefix: string | undefined, length: number | undefined, address: string | undefined) =>
    prefix === undefined ||
    prefix === 'all' ||
    (address !== undefined && within(withLength(prefix, length), address));
  return holds(policy.src, policy.srclen, src) && holds(policy.dst, policy.dstlen, dst);
}

const withLength = (prefix: string, length?: number): string =>
  prefix.includes('/') ? prefix : `${prefix}/${length ?? (prefix.includes(':') ? 128 : 32)}`;

function within(cidr: string, address: string): boolean {
  const [prefix, ip] = [parseCidr(cidr), parseIp(address)];
  return prefix !== undefined && ip !== undefined && contains(prefix, ip);
}
