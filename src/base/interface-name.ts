import { shortHash } from './derive.ts';

/** IFNAMSIZ is 16 with the closing NUL (include/uapi/linux/if.h). */
export const maxInterfaceName = 15;

/** What the kernel takes (dev_valid_name in net/core/dev.c) less what netlab's own notation uses: quotes, `$`, `%`, `\`. */
export const isInterfaceName = (name: string): boolean =>
  /^[A-Za-z0-9_.@+=-]{1,15}$/.test(name) && name !== '.' && name !== '..' && !name.startsWith('-');

/** A name that fits: kept when it does, else its first eight characters, `-` and six hex digits of its hash. */
export const shortenInterfaceName = (name: string): string =>
  name.length <= maxInterfaceName ? name : `${name.slice(0, 8)}-${shortHash(name, 6)}`;
