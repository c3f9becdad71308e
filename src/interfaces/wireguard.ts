/**
 * WireGuard: IP packets, encrypted, in UDP between peers that know each other's public keys.
 *
 * `allowed-ips` works both ways: a packet that the node routes to the device goes to the peer whose allowed-ips hold its
 * destination, and a packet that a peer sent is dropped unless that peer's allowed-ips hold its source. The kernel makes no
 * routes from it (wg-quick does): the lab writes them.
 *
 * The UDP socket stays in the namespace where the device was born, wherever the device is moved later; here that is the
 * node's own. A peer's endpoint follows the packets that come from it, so one side that knows where the other is will do.
 *
 * What goes round each packet is 60 bytes over IPv4: 20 (IPv4) + 8 (UDP) + 16 (type, index, counter) + 16 (authentication
 * tag); 80 over IPv6. The kernel leaves 1420 = 1500 - 80, which fits both.
 *
 * Two ends that greet each other at the same moment each drop the other's answer to their own greeting, because by then they
 * have answered one themselves (drivers/net/wireguard/noise.c: wg_noise_handshake_consume_response). Both try again after
 * REKEY_TIMEOUT, 5 s, and up to a third of a second more, so that they seldom meet a second time, and hardly ever a third.
 *
 * A private key that the lab does not say is derived from the names of node and interface: a lab key, no secret. It still
 * stands in no argv: `wg setconf` reads it from a file of mode 0600.
 */
import * as z from 'zod';
import { wireguardKey } from '../base/derive.ts';
import { integer, key } from '../base/scalar.ts';
import { publicKey } from '../base/x25519.ts';
import type { LabInterface } from '../model/lab.ts';
import type { Step } from '../model/plan.ts';
import type { PlannedPeer } from '../steps/wireguard.ts';
import { deviceStep } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';
import { peerSchema, refuseLostPeers, resolvePeers, type WireguardPeer } from './wireguard-peers.ts';

const schema = z.strictObject({
  key: key()
    .optional()
    .describe(
      'Private key in base64; else derived from the names of node and interface: a lab key, no secret',
    ),
  port: integer(1, 65_535).default(51_820).describe('UDP port that it listens on'),
  mark: integer(1, 4_294_967_295).optional().describe('Firewall mark of the packets that it sends'),
  peers: z.array(peerSchema).default([]).describe('Who may send and receive, known by public key'),
});

type Spec = z.output<typeof schema>;

export interface Wireguard {
  readonly key: string;
  readonly publicKey: string;
  readonly port: number;
  readonly mark?: number;
  readonly peers: readonly WireguardPeer[];
}

/** Seconds: two greetings that crossed, and what comes after. */
const greetingsCross = 12;

export const wireguard: InterfaceType<Spec, Wireguard> = {
  name: 'wireguard',
  about: 'encrypted IP packets in UDP to peers known by their keys',
  trust: 'no',
  schema,
  kernel: ['wireguard'],
  lower: noInterfaces,
  ports: noInterfaces,
  publicKey: ({ key }, { node, name }) => publicKey(key ?? wireguardKey(node, name)),
  resolve({ key: given, port, mark, peers }, asker) {
    const own = given ?? wireguardKey(asker.node, asker.name);
    return {
      ...{ key: own, publicKey: publicKey(own), port },
      ...(mark === undefined ? {} : { mark }),
      peers: resolvePeers(peers, publicKey(own), asker),
    };
  },
  refuse: refuseLostPeers,
  // With keepalive it begins at once and stays greeted.
  settles: ({ peers }) =>
    peers.some(({ endpoint, keepalive }) => endpoint && !keepalive) ? greetingsCross : undefined,
  detail: ({ port }) => `UDP ${port}`,
  joins: ({ peers }) =>
    peers.flatMap(({ endpoint }) => (endpoint ? [{ kind: 'tunnel', address: endpoint.address }] : [])),
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
        reason: `The key of ${iface.name} and its peers. The private key is derived or written in the lab: no secret.`,
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
        reason: `${iface.name} gets its key, its port and its peers: ${names(iface.spec)}.`,
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
};

/**
 * Without any packet to send, to keep the way open. What nobody answers is asked again only 5 s later (REKEY_TIMEOUT, in
 * drivers/net/wireguard/messages.h), so whoever is spoken to must be ready.
 */
const speaksFirst = ({ peers }: Wireguard): boolean => peers.some((peer) => peer.keepalive && peer.endpoint);

const names = ({ peers }: Wireguard): string => peers.map(({ name }) => name).join(', ') || 'none';

const plannedPeer = (peer: WireguardPeer): PlannedPeer => ({
  name: peer.name,
  publicKey: peer.publicKey,
  allowedIps: peer.allowedIps,
  ...(peer.sharedKey ? { presharedKey: peer.sharedKey } : {}),
  ...(peer.endpoint ? { endpoint: hostPort(peer.endpoint) } : {}),
  ...(peer.keepalive ? { keepalive: peer.keepalive } : {}),
});

/** As wg(8) describes it under CONFIGURATION FILE FORMAT. */
function configuration({ spec }: LabInterface & { readonly spec: Wireguard }): string {
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
