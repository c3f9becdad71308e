/** `bridge link set`: what a bridge does with one of its ports. */
import type { Step, StepBase } from '../model/plan.ts';
import type { StepKind } from './step-kind.ts';

export interface BridgePortStep extends StepBase {
  readonly kind: 'bridge-port';
  readonly dev: string;
  readonly hairpin: boolean;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'bridge-port': BridgePortStep;
  }
}

export const bridgePort: StepKind<BridgePortStep> = {
  kind: 'bridge-port',
  command: ({ dev, hairpin }) => ['bridge', 'link', 'set', 'dev', dev, 'hairpin', hairpin ? 'on' : 'off'],
  extra: ({ node, links }, own) =>
    links
      .filter(({ linkinfo }) => linkinfo?.info_slave_kind === 'bridge')
      .flatMap((port) => {
        const planned = own.find(
          (step): step is BridgePortStep => step.kind === 'bridge-port' && step.dev === port.ifname,
        );
        const data = port.linkinfo.info_slave_data ?? {};
        const differs = Object.entries({ ...defaults, hairpin: planned?.hairpin ?? false })
          .filter(([flag, value]) => data[flag] !== undefined && data[flag] !== value)
          .map(([flag, value]) => `${flag} ${onOff(data[flag])} and should have ${flag} ${onOff(value)}`);
        // Without STP a port with a carrier forwards.
        const carrier = port.flags?.includes('UP') && !port.flags.includes('NO-CARRIER');
        const stopped =
          carrier && data.state !== undefined && data.state !== 'forwarding' && !isStp(port.master, own)
            ? [`state ${data.state} and should be forwarding`]
            : [];
        return [...differs, ...stopped].map((what) => ({
          why: `${node}'s bridge port ${port.ifname} has ${what}`,
          argv: ['bridge', '-d', 'link', 'show', 'dev', port.ifname],
        }));
      }),
};

/** The kernel's (net/bridge/br_if.c). */
const defaults = { learning: true, flood: true, mcast_flood: true, bcast_flood: true, isolated: false };

const onOff = (flag: unknown): string => (flag ? 'on' : 'off');

const isStp = (bridge: string, own: readonly Step[]): boolean =>
  own.some(
    (step) =>
      step.kind === 'link' &&
      step.name === bridge &&
      step.settings.some(({ word, value }) => word === 'stp_state' && value !== '0'),
  );
