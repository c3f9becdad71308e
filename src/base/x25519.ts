/** Keys of X25519 (RFC 7748) as wg(8) writes them: 32 bytes in base64. */
import { createPrivateKey, createPublicKey } from 'node:crypto';

/** 32 bytes are 43 digits and a "=". The last digit holds four bits; its other two are zero. */
const pattern = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

export const isKey = (text: string): boolean => pattern.test(text);

/** The bytes before the 32 bytes of a private key in PKCS #8 (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Computing a key takes 0.1 ms, and every node of a cluster refers to the keys of all others. */
const known = new Map<string, string>();
const mostKnown = 20_000;

/** The public key that belongs to a private one. */
export function publicKey(privateKey: string): string {
  const before = known.get(privateKey);
  if (before !== undefined) return before;
  const found = computed(privateKey);
  if (known.size >= mostKnown) known.clear();
  known.set(privateKey, found);
  return found;
}

function computed(privateKey: string): string {
  const der = Buffer.concat([pkcs8, Buffer.from(privateKey, 'base64')]);
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  return key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
}
