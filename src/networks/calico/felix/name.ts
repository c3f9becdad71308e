/**
 * Names of felix's chains and sets. A chain name has at most 28 characters (MaxChainNameLength in felix/iptables), a
 * set name 31 (MaxIPSetNameLength in felix/ipsets). Longer names are hashed: chains with `_` and the beginning of
 * SHA-256 in base64 (felix/hashutils/id.go), sets with SHA-224 (libcalico-go/lib/hash/unique_id.go). So a real node has
 * the same names for the same pods and policies: `cali-pri-_u2Tn2rSoAPffvE7JO6` is the profile ksa.kube-system.coredns
 * on every node.
 */
import { createHash } from 'node:crypto';

const longestChain = 28;
const longestSet = 31;

const hash = (algorithm: string, text: string): string =>
  createHash(algorithm).update(text).digest('base64url');

/** GetLengthLimitedID: a name that fits does not change, unless it looks like a hash. */
export function chainName(prefix: string, suffix: string): string {
  const whole = prefix + suffix;
  if (whole.length < longestChain || (whole.length === longestChain && !suffix.startsWith('_'))) return whole;
  return `${prefix}_${hash('sha256', suffix)}`.slice(0, longestChain);
}

/** NameForMainIPSet: "cali", 4 for IPv4, 0 for this layout of sets. */
export const setName = (id: string): string => `cali40${id}`.slice(0, longestSet);

/** Selector.UniqueID: the set of the pods that a selector matches. */
export const selectorId = (text: string): string => `s:${hash('sha224', `s:${text}`)}`;

/** PolicyGroup.ChainName (felix/rules/endpoints.go): policies that always apply together share a chain. */
export function groupChain(
  prefix: 'cali-gi-' | 'cali-go-',
  selector: string,
  names: readonly string[],
): string {
  const direction = prefix === 'cali-gi-' ? 'inbound' : 'outbound';
  const parts = ['default', selector, direction, String(names.length), ...names];
  return (prefix + hash('sha3-224', parts.map((part) => `${part}\n`).join(''))).slice(0, longestChain);
}
