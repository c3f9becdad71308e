/**
 * A member of a set: one word for each part of the type, separated by commas. It is converted to the form of `ipset
 * save`, so that the plan can be compared with the kernel.
 */
import { type Family, formatCidr, formatIp, network, parseCidr, parseIp, size } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { isInterfaceName } from '../base/interface-name.ts';
import type { NodeAsker } from '../model/context.ts';

interface Where {
  readonly type: string;
  readonly family: Family;
  readonly at: Source;
  readonly asker: NodeAsker;
}

type Reader = (text: string, where: Where) => string | undefined;

/** By the parts of a type: `hash:ip,port` has two. */
const readers: Readonly<Record<string, Reader>> = {
  ip: (text, where) => {
    const ip = parseIp(where.asker.address(text, where.at, where.family) ?? '');
    if (ip && ip.family !== where.family)
      return refuse(`${text} is not of the address family of the set`, where);
    return ip && formatIp(ip);
  },
  net: (text, where) => {
    const { family } = where;
    const cidr = parseCidr(text);
    if (!cidr) return readers.ip!(text, where);
    if (cidr.ip.family !== family) return refuse(`${text} is not of the address family of the set`, where);
    if (cidr.length === 0) return refuse(`a set cannot contain ${text}; use ${halves[family]}`, where);
    if (network(cidr).ip.value !== cidr.ip.value)
      return refuse(`${text} has host bits set`, where, formatCidr(network(cidr)));
    return size(cidr) === 1n ? formatIp(cidr.ip) : formatCidr(cidr);
  },
  port: (text, where) => {
    const wanted = where.type === 'bitmap:port' ? /^()(\d{1,5})$/ : /^(tcp:|udp:|sctp:)(\d{1,5})$/;
    const [, protocol, port] = wanted.exec(text) ?? [];
    if (port !== undefined && Number(port) <= 65_535) return `${protocol}${Number(port)}`;
    return refuse(
      `expected ${where.type === 'bitmap:port' ? 'a port (80)' : 'protocol and port (tcp:80)'}, found "${text}"`,
      where,
    );
  },
  iface: (text, where) =>
    isInterfaceName(text) ? text : refuse(`"${text}" is not an interface name`, where),
  set: (text) => text,
};

const halves = { 4: '0.0.0.0/1 and 128.0.0.0/1', 6: '::/1 and 8000::/1' };

function refuse(message: string, { asker, at }: Where, suggestion?: string): undefined {
  asker.refuse({ code: 'ipset-member', message, at, ...(suggestion ? { suggestion } : {}) });
  return undefined;
}

export function readMember(
  written: string,
  type: string,
  family: Family,
  at: Source,
  asker: NodeAsker,
): string | undefined {
  const where = { type, family, at, asker };
  const kinds = type.slice(type.indexOf(':') + 1).split(',');
  const words = written.split(',');
  if (words.length !== kinds.length || words.some((word) => word === '' || /\s/.test(word)))
    return refuse(`a member of ${type} is ${kinds.join(',')}, found "${written}"`, where);
  const read = words.map((word, i) => readers[kinds[i]!]!(word, where));
  return read.some((word) => word === undefined) ? undefined : read.join(',');
}
