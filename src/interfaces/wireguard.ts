/**
 * WireGuard: encrypted IP packets in UDP between peers that have each other's public keys.
 *
 * `allowed-ips` works in both directions. A packet that the node routes to the device goes to the peer whose
 * allowed-ips contain its destination. A packet from a peer is dropped unless that peer's allowed-ips contain its
 * source. The kernel adds no routes for them (wg-quick does): the lab adds them.
 *
 * The UDP socket stays in the namespace where the device was created, even if the device is moved; here this is the
 * node itself. The endpoint of a peer follows the packets that it sends, so it is enough if one side has an endpoint.
 *
 * The overhead is 60 bytes per packet over IPv4: 20 (IPv4) + 8 (UDP) + 16 (type, index, counter) + 16 (authentication
 * tag). Over IPv6 it is
 * 80. The kernel's MTU of 1420 = 1500 - 80 fits both.
 *
 * If two ends start a handshake at the same moment, each drops the other's response, because it has already responded
 * itself (drivers/net/wireguard/noise.c: wg_noise_handshake_consume_response). Both retry after REKEY_TIMEOUT, 5 s,
 * plus up to a third of a second at random. So they seldom collide a second time, and hardly ever a third.
 *
 * A private key that is not in the lab is derived from the names of node and interface, so it is not secret. It still
 * never appears in argv: `wg setconf` reads it from a file of mode 0600.
 */
import * as z from 'zod';
import { wireguardKey } from '../base/derive.ts';
import { integer, key } from '../base/scalar.ts';
import { publicKey } from '../base/x25519.ts';
import { addLink } from '../model/kernel-feature.ts';
import type { LabInterface } from '../model/lab.ts';
import type { Step } from '../model/plan.ts';
import type { PlannedPeer } from '../steps/wireguard.ts';
import { deviceStep } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';
import { peerSchema, refuseLostPeers, resolvePeers, type WireguardPeer } from './wireguard-peers.ts';

const schema = z.strictObject({
  key: key()
    .optional()
    .describe('Private key in base64 (default: derived from the names of node and interface, so not secret)'),
  port: integer(1, 65_535).default(51_820).describe('UDP port to listen on'),
  mark: integer(1, 4_294_967_295).optional().describe('Firewall mark of the outer packets'),
  peers: z.array(peerSchema).default([]).describe('The peers, each identified by its public key'),
});

declare module '../model/written.ts' {
  interface InterfaceKeys {
    wireguard: z.input<typeof schema>;
  }
}

export interface WireguardInterface {
  readonly key: string;
  readonly publicKey: string;
  readonly port: number;
  readonly mark?: number;
  readonly peers: readonly WireguardPeer[];
}

/** Seconds: two handshakes that collide twice, and the packets after them. */
const greetingsCross = 12;

export const wireguard = defineInterfaceType({
  name: 'wireguard',
  about: 'encrypted IP packets in UDP to peers, identified by their keys',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'wireguard',
      for: 'encrypted tunnels',
      modules: ['wireguard'],
      config: ['WIREGUARD'],
      attempt: addLink('type', 'wireguard'),
    },
  ],
  publicKey: ({ key }, { node, name }) => publicKey(key ?? wireguardKey(node, name)),
  resolve({ key: given, port, mark, peers }, asker): WireguardInterface {
    const own = given ?? wireguardKey(asker.node, asker.name);
    return {
      ...{ key: own, publicKey: publicKey(own), port },
      ...(mark === undefined ? {} : { mark }),
      peers: resolvePeers(peers, publicKey(own), asker),
    };
  },
  refuse: refuseLostPeers,
  // With keepalive, the handshake starts at once and the session stays open.
  settles: ({ peers }) =>
    peers.some(({ endpoint, keepalive }) => endpoint && !keepalive) ? greetingsCross : undefined,
  graph: {
    detail: ({ port }) => `UDP ${port}`,
    joins: ({ peers }) =>
      peers.flatMap(({ endpoint }) => (endpoint ? [{ kind: 'tunnel', address: endpoint.address }] : [])),
  },
  plan(iface, scope) {
    const path = `${scope.directory}/wireguard/${scope.node.name}/${iface.name}.conf`;
    const common = { node: scope.node.name, source: iface.source } as const;
    const steps: readonly Step[] = [
      {
        ...common,
        kind: 'write',
        id: `${scope.node.name}/wireguard/${iface.name}/configuration`,
        stage: 'files',
        level: 0,
        reason: `Write the configuration of ${iface.name}: its key and its peers. The private key is in the lab or derived from names, so it is not secret.`,
        path,
        content: configuration(iface),
        mode: 0o600,
      },
      {
        ...common,
        kind: 'wireguard',
        id: `${scope.node.name}/wireguard/${iface.name}`,
        stage: 'peers',
        level: speaksFirst(iface.spec) ? 1 : 0,
        reason: `Set the key, port and peers of ${iface.name}: ${names(iface.spec)}.`,
        dev: iface.name,
        path,
        publicKey: iface.spec.publicKey,
        port: iface.spec.port,
        peers: iface.spec.peers.map(plannedPeer),
      },
    ];
    return [
      deviceStep(iface, scope, {
        reason: `${iface.name} encrypts packets and sends them in UDP port ${iface.spec.port}.`,
        type: 'wireguard',
      }),
      ...steps,
    ];
  },
});

/**
 * True if it sends packets by itself (keepalive). An unanswered handshake is retried only after 5 s (REKEY_TIMEOUT, in
 * drivers/net/wireguard/messages.h), so the peer must be ready first.
 */
const speaksFirst = ({ peers }: WireguardInterface): boolean =>
  peers.some((peer) => peer.keepalive && peer.endpoint);

const names = ({ peers }: WireguardInterface): string => peers.map(({ name }) => name).join(', ') || 'none';

const plannedPeer = (peer: WireguardPeer): PlannedPeer => ({
  name: peer.name,
  publicKey: peer.publicKey,
  allowedIps: peer.allowedIps,
  ...(peer.sharedKey ? { presharedKey: peer.sharedKey } : {}),
  ...(peer.endpoint ? { endpoint: hostPort(peer.endpoint) } : {}),
  ...(peer.keepalive ? { keepalive: peer.keepalive } : {}),
});

/** As wg(8) describes it under CONFIGURATION FILE FORMAT. */
function configuration({ spec }: LabInterface & { readonly spec: WireguardInterface }): string {
  const section = (
    name: string,
    values: Readonly<Record<string, string | number | undefined>>,
    comment?: string,
  ) =>
    [
      `[${name}]`,
      ...(comment === undefined ? [] : [`# ${comment}`]),
      ...Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`])),
      '',
    ].join('\n');
  return [
    section('Interface', { PrivateKey: spec.key, ListenPort: spec.port, FwMark: spec.mark }),
    ...spec.peers.map((peer) =>
      section(
        'Peer',
        {
          PublicKey: peer.publicKey,
          PresharedKey: peer.sharedKey,
          AllowedIPs: peer.allowedIps.join(', ') || undefined,
          Endpoint: peer.endpoint && hostPort(peer.endpoint),
          PersistentKeepalive: peer.keepalive,
        },
        peer.name,
      ),
    ),
  ].join('\n');
}

const hostPort = ({ address, port }: { readonly address: string; readonly port: number }): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
