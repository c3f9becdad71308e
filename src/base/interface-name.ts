import { shortHash } from './derive.ts';

/** IFNAMSIZ is 16 with the closing NUL (include/uapi/linux/if.h). */
const maxInterfaceName = 15;

/** The kernel refuses these names: /proc/sys/net/ipv4/conf has folders with them (net/ipv4/devinet.c). */
const reserved = ['.', '..', 'all', 'default'];

/** The names that dev_valid_name in net/core/dev.c accepts, without netlab's own notation: quotes, `$`, `%`, `\`. */
export const isInterfaceName = (name: string): boolean =>
  /^[A-Za-z0-9_.@+=-]{1,15}$/.test(name) && !reserved.includes(name) && !name.startsWith('-');

/** Why a name is invalid: the text after "is not an interface name". */
export function interfaceNameFault(name: string): string {
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > maxInterfaceName) return `: it has ${bytes} bytes, the kernel's maximum is ${maxInterfaceName}`;
  if (reserved.includes(name)) return ': the kernel reserves it';
  return ': use letters, digits and "_.@+=-", and do not begin with "-"';
}

/** A short name is kept; a long one becomes its first eight characters, `-` and six hex digits of its hash. */
export const shortenInterfaceName = (name: string): string =>
  name.length <= maxInterfaceName ? name : hashedInterfaceName(name);

/** For a name that is too long, or used already. */
export const hashedInterfaceName = (name: string): string => `${name.slice(0, 8)}-${shortHash(name, 6)}`;

/**
 * Keywords of `ip link add` and `ip link set` (iplink_parse in iproute2's ip/iplink.c). iproute2 accepts any prefix of a
 * keyword. Without `name` or `dev` before it, an interface name such as `a` is read as `address`.
 */
const linkKeywords = [
  ...[
    'address',
    'addrgenmode',
    'alias',
    'allmulticast',
    'allow_specific',
    'arp',
    'broadcast',
    'brd',
    'carrier',
    'dev',
    'down',
  ],
  ...[
    'dynamic',
    'group',
    'gro_max_size',
    'gso_max_segs',
    'gso_max_size',
    'help',
    'index',
    'link',
    'link-netnsid',
    'master',
  ],
  ...[
    'mode',
    'mtu',
    'multicast',
    'name',
    'netns',
    'nomaster',
    'novrf',
    'numrxqueues',
    'numtxqueues',
    'parentdev',
    'promisc',
  ],
  ...[
    'protodown',
    'protodown_reason',
    'qlen',
    'state',
    'trailers',
    'txqlen',
    'txqueuelen',
    'type',
    'up',
    'vf',
    'vrf',
    'xdp',
  ],
];

/** Whether iproute2 would read an interface's name as a keyword. */
export const isLinkKeyword = (name: string): boolean =>
  linkKeywords.some((keyword) => keyword.startsWith(name));
