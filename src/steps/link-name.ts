import { isLinkKeyword } from '../base/interface-name.ts';

/** The name of an interface after `ip link add` or `ip link set`, with the keyword before it where the name reads as one. */
export const nameWords = (name: string, keyword: 'name' | 'dev'): readonly string[] =>
  isLinkKeyword(name) ? [keyword, name] : [name];
