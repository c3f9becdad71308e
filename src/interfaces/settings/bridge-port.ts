/**
 * Flags of a bridge port, in the words of bridge(8). A port has them only while it is a port, so they are set after it has joined
 * its bridge. An interface that is not the port of a bridge cannot have them.
 */
import * as z from 'zod';
import { boolean } from '../../base/scalar.ts';
import type { PortFlag } from '../../steps/bridge-port.ts';
import { bridge } from '../bridge.ts';
import { defineInterfaceSetting } from './interface-setting.ts';

const flag = (about: string) => boolean().optional().describe(about);

const portSchema = z.strictObject({
  learning: flag('false: do not learn source addresses of frames that arrive (default: true)'),
  flood: flag('false: do not send unicast frames with unknown destinations to this port (default: true)'),
  'mcast-flood': flag(
    'false: do not send multicast frames without known receivers to this port (default: true)',
  ),
  'bcast-flood': flag('false: do not send broadcast frames to this port (default: true)'),
  isolated: flag('true: this port exchanges no frames with other isolated ports (default: false)'),
  'neigh-suppress': flag(
    'true: the bridge answers ARP and neighbor discovery for known neighbors (default: false)',
  ),
});

interface Spec {
  readonly hairpin?: boolean;
  readonly 'bridge-port'?: z.output<typeof portSchema>;
}

const keys = {
  hairpin: flag('true: the bridge may send a frame back out of the port that it arrived on'),
  'bridge-port': portSchema.optional().describe('Flags of a bridge port (bridge link set)'),
};

declare module '../../model/written.ts' {
  interface CommonKeys {
    'bridge-port': z.input<z.ZodObject<typeof keys>>;
  }
}

interface BridgePort {
  readonly bridge: string;
  readonly flags: readonly (readonly [flag: PortFlag, on: boolean])[];
}

export const bridgePort = defineInterfaceSetting<Spec, BridgePort>({
  name: 'bridge-port',
  trust: 'no',
  keys,
  resolve(spec, asker) {
    const [key = 'hairpin'] = Object.keys(spec);
    if (asker.master?.type !== bridge.name)
      asker.refuse({
        code: 'hairpin-without-bridge',
        message: `${asker.name} of ${asker.node} has ${key} and is not a bridge port`,
        at: asker.source,
        hint: `add it to the interfaces of a bridge, or delete ${key}`,
      });
    const { hairpin, 'bridge-port': more } = spec;
    const given = Object.entries({ hairpin, ...more }).flatMap(([name, on]) =>
      on === undefined ? [] : [[name.replaceAll('-', '_') as PortFlag, on] as const],
    );
    return { bridge: asker.master?.name ?? '', flags: given };
  },
  plan: (port, { name, source }, { node }) =>
    port.flags.map(([word, on]) => ({
      kind: 'bridge-port',
      id: `${node.name}/${word}/${name}`,
      stage: 'bridge ports',
      level: 0,
      node: node.name,
      reason: reasons[word](name, port.bridge, on),
      source,
      dev: name,
      [word]: on,
    })),
});

type Reason = (port: string, bridge: string, on: boolean) => string;

const reasons: Readonly<Record<PortFlag, Reason>> = {
  hairpin: (port, bridge, on) =>
    `${bridge} ${on ? 'may' : 'may not'} send a frame back out of ${port}, the port that it arrived on.`,
  learning: (port, bridge, on) =>
    `${bridge} ${on ? 'learns' : 'does not learn'} the source addresses of frames that arrive at ${port}.`,
  flood: (port, bridge, on) =>
    `${bridge} ${on ? 'sends' : 'does not send'} unicast frames with unknown destinations to ${port}.`,
  mcast_flood: (port, bridge, on) =>
    `${bridge} ${on ? 'sends' : 'does not send'} multicast frames without known receivers to ${port}.`,
  bcast_flood: (port, bridge, on) =>
    `${bridge} ${on ? 'sends' : 'does not send'} broadcast frames to ${port}.`,
  isolated: (port, bridge, on) =>
    `${bridge} forwards ${on ? 'no frames' : 'frames'} between ${port} and its isolated ports.`,
  neigh_suppress: (port, bridge, on) =>
    `${bridge} ${on ? 'answers' : 'forwards'} ARP requests for known neighbors behind ${port}.`,
};
