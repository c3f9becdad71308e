/** WireGuard's devices and peers, against the file that `wg setconf` reads. */
import { publicKey } from '../../base/x25519.ts';
import type { NodeState, Row } from '../../state/state.ts';
import type { Finding, Reader } from './reader.ts';

export const wireguard: Reader = {
  about: 'peers of WireGuard',
  find(step, node) {
    if (step.kind !== 'write') return undefined;
    const device = /\/wireguard\/[^/]+\/([^/]+)\.conf$/.exec(step.path)?.[1];
    if (device === undefined) return undefined;
    const [own, ...peers] = sections(step.content);
    const found = node.wireguard.find((row) => row.device === device && row.peer === undefined);
    const shown = (why: string): Finding => ({
      why: `${node.node}'s ${device} ${why}`,
      argv: ['wg', 'show', device],
    });
    // Without the device there is nothing to compare; that step is told by itself.
    if (!node.links.some((row) => row.ifname === device)) return undefined;
    if (found?.port !== own?.get('ListenPort'))
      return shown(
        `listens on UDP port ${found?.port ?? 'none'} and should listen on ${own?.get('ListenPort')}`,
      );
    if (found?.key !== publicKey(own?.get('PrivateKey') ?? ''))
      return shown('has another private key than planned');
    for (const wanted of peers) {
      const why = different(device, wanted, node);
      if (why !== undefined) return shown(why);
    }
    return undefined;
  },
};

/** What `wg show` calls what the file sets. */
const fields: readonly (readonly [key: string, field: string])[] = [
  ['AllowedIPs', 'allowed'],
  ['PresharedKey', 'shared'],
  ['Endpoint', 'endpoint'],
  ['PersistentKeepalive', 'keepalive'],
];

function different(device: string, wanted: ReadonlyMap<string, string>, node: NodeState): string | undefined {
  const row = node.wireguard.find((one) => one.device === device && one.peer === wanted.get('PublicKey'));
  const name = wanted.get('#') ?? wanted.get('PublicKey');
  if (!row) return `has no peer with the key of ${name}`;
  for (const [key, field] of fields) {
    const value = wanted.get(key)?.split(', ').sort().join(', ');
    // Where the lab says no endpoint it is learned.
    if (key === 'Endpoint' && value === undefined) continue;
    if (text(row, field) !== value)
      return `has ${key} ${text(row, field) ?? 'none'} for ${name} and should have ${value ?? 'none'}`;
  }
  return undefined;
}

const text = (row: Row, field: string): string | undefined =>
  Array.isArray(row[field]) ? row[field].join(', ') : row[field];

/** Maps of `key = value`; the comment of a section is its `#`. */
const sections = (content: string): readonly ReadonlyMap<string, string>[] =>
  content
    .split(/^\[\w+\]\n/m)
    .slice(1)
    .map(
      (body) =>
        new Map(
          body.split('\n').flatMap((line) => {
            const [, key, value] = /^(#|\w+)(?: =)? (.+)$/.exec(line) ?? [];
            return key && value ? [[key, value] as const] : [];
          }),
        ),
    );
