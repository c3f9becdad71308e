import { shortHash } from './derive.ts';

/** IFNAMSIZ is 16 with the closing NUL (include/uapi/linux/if.h). */
export const maxInterfaceName = 15;

/** Folders beside the interfaces' own in /proc/sys/net/ipv4/conf; the kernel refuses these names (net/ipv4/devinet.c). */
const reserved = ['.', '..', 'all', 'default'];

/** What the kernel takes (dev_valid_name in net/core/dev.c) less what netlab's own notation uses: quotes, `$`, `%`, `\`. */
export const isInterfaceName = (name: string): boolean =>
  /^[A-Za-z0-9_.@+=-]{1,15}$/.test(name) && !reserved.includes(name) && !name.startsWith('-');

/** Why a name is none, in the words that follow "cannot name an interface". */
export function interfaceNameFault(name: string): string {
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > maxInterfaceName) return `: ${bytes} bytes, and the kernel takes at most ${maxInterfaceName}`;
  if (reserved.includes(name)) return ': the kernel keeps it for itself';
  return ': letters, digits and any of "_.@+=-", not "-" first';
}

/** A name that fits: kept when it does, else its first eight characters, `-` and six hex digits of its hash. */
export const shortenInterfaceName = (name: string): string =>
  name.length <= maxInterfaceName ? name : hashedInterfaceName(name);

/** For a name that is too long, or taken. */
export const hashedInterfaceName = (name: string): string => `${name.slice(0, 8)}-${shortHash(name, 6)}`;

/**
 * Keywords of `ip link add` and `ip link set` (iplink_parse in iproute2's ip/iplink.c). iproute2 takes any beginning of a
 * keyword for the keyword, so an interface called `a` reads as `address` unless `name` or `dev` stands before it.
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

/** Whether an interface's name, standing alone, would be read as a keyword. */
export const isLinkKeyword = (name: string): boolean =>
  linkKeywords.some((keyword) => keyword.startsWith(name));
