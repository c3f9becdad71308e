/**
 * `wg setconf`: the key, port and peers of a WireGuard device. The file that it reads is a step of its own. This
 * step has the same data as fields, because keys must not appear in a command.
 */
import type { StepBase } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import type { Finding, StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface WireguardStep extends StepBase {
  readonly kind: 'wireguard';
  readonly dev: string;
  /** The configuration file. */
  readonly path: string;
  readonly publicKey: string;
  readonly port: number;
  readonly peers: readonly PlannedPeer[];
}

export interface PlannedPeer {
  /** Its name in the lab. */
  readonly name: string;
  readonly publicKey: string;
  readonly presharedKey?: string;
  readonly allowedIps: readonly string[];
  /** address:port, IPv6 in brackets; absent where the endpoint is learned. */
  readonly endpoint?: string;
  /** Seconds. */
  readonly keepalive?: number;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    wireguard: WireguardStep;
  }
}

export const wireguard: StepKind<WireguardStep> = {
  kind: 'wireguard',
  command: ({ dev, path }) => ['wg', 'setconf', dev, path],
  reads: ['wireguard'],
  readers: ['wg'],
  compare({ dev, port, publicKey, peers }, node) {
    if (!node.links.some((row) => row.ifname === dev))
      return { why: `${node.node} has no interface ${dev}`, argv: ['ip', 'link', 'show'] };
    const found = node.wireguard.find((row) => row.device === dev && row.peer === undefined);
    const shown = (why: string): Finding => ({
      why: `${node.node}'s ${dev} ${why}`,
      argv: ['wg', 'show', dev],
    });
    const wrong = [
      found?.port !== String(port) &&
        `listens on UDP port ${found?.port ?? 'none'} and should listen on ${port}`,
      found && found.key !== publicKey && 'has another private key than planned',
      ...peers.map((peer) => difference(dev, peer, node)),
    ];
    return wrong.flatMap((why) => (typeof why === 'string' ? [shown(why)] : []));
  },
  extra({ node, wireguard: rows }, own) {
    const steps = own.filter((step): step is WireguardStep => step.kind === 'wireguard');
    const planned = new Set(
      steps.flatMap(({ dev, peers }) => peers.map(({ publicKey }) => `${dev} ${publicKey}`)),
    );
    return rows
      .filter(({ device, peer }) => peer !== undefined && !planned.has(`${device} ${peer}`))
      .map(({ device, peer }) => {
        const name = `${node}/wireguard/${device}/${peer}`;
        return {
          why: `${node}'s ${device} has a peer that no step added: ${peer}`,
          argv: ['wg', 'show', device],
          extra: {
            name,
            remove: [typedStep(node, name, ['wg', 'set', device, 'peer', peer, 'remove'])],
          },
        };
      });
  },
};

function difference(dev: string, peer: PlannedPeer, node: NodeState): string | undefined {
  const row = node.wireguard.find((one) => one.device === dev && one.peer === peer.publicKey);
  if (!row) return `has no peer with the key of ${peer.name}`;
  for (const [key, field, wanted] of fieldsOf(peer)) {
    // An endpoint that the lab does not give is learned.
    if (key === 'Endpoint' && wanted === undefined) continue;
    if (textOf(row, field) !== wanted)
      return `has ${key} ${textOf(row, field) ?? 'none'} for ${peer.name} and should have ${wanted ?? 'none'}`;
  }
  return undefined;
}

/** The key of the configuration file, the field of `wg show all dump`, and the value. */
const fieldsOf = (
  peer: PlannedPeer,
): readonly (readonly [key: string, field: string, wanted: string | undefined])[] => [
  ['AllowedIPs', 'allowed', [...peer.allowedIps].sort().join(', ') || undefined],
  ['PresharedKey', 'shared', peer.presharedKey],
  ['Endpoint', 'endpoint', peer.endpoint],
  ['PersistentKeepalive', 'keepalive', peer.keepalive === undefined ? undefined : String(peer.keepalive)],
];

const textOf = (row: Row, field: string): string | undefined =>
  Array.isArray(row[field]) ? row[field].join(', ') || undefined : row[field];
