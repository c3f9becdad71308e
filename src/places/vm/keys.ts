/**
 * Two ed25519 keys for each VM: one that logs in, in OpenSSH's format (PROTOCOL.key in its sources), and the VM's own, in
 * dropbear's (buf_put_ed25519_priv_key in its src/ed25519.c). They live as long as the VM does.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

export interface Key {
  readonly secret: Buffer;
  readonly public: Buffer;
}

const type = 'ssh-ed25519';

export function newKey(): Key {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
  return { secret: Buffer.from(d, 'base64url'), public: Buffer.from(x, 'base64url') };
}

/** As a line of authorized_keys or known_hosts has it. */
export const publicLine = (key: Key): string => `${type} ${publicBlob(key).toString('base64')}`;

export function opensshKey(key: Key, comment: string): string {
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, text(type), text(key.public)],
    ...[text(Buffer.concat([key.secret, key.public])), text(comment)],
  ]);
  // Padded to eight bytes, the block size of the cipher "none", with 1, 2, 3 ...
  const padding = Buffer.from(Array.from({ length: -secret.length & 7 }, (_, i) => i + 1));
  const whole = Buffer.concat([
    ...[Buffer.from('openssh-key-v1\0'), text('none'), text('none'), text(''), number(1)],
    ...[text(publicBlob(key)), text(Buffer.concat([secret, padding]))],
  ]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}

export const dropbearKey = (key: Key): Buffer =>
  Buffer.concat([text(type), text(Buffer.concat([key.secret, key.public]))]);

const publicBlob = (key: Key): Buffer => Buffer.concat([text(type), text(key.public)]);

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A string of RFC 4251: its length, then its bytes. */
function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}
