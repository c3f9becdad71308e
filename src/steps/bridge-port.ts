/** `bridge link set`: what a bridge does with one of its ports. */
import type { Step, StepBase } from '../model/plan.ts';
import type { StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface BridgePortStep extends StepBase, Readonly<Partial<Record<PortFlag, boolean>>> {
  readonly kind: 'bridge-port';
  readonly dev: string;
}

/** The words of bridge(8), which are also the fields of `ip -j -d link`. */
export type PortFlag = keyof typeof defaults;

declare module '../model/plan.ts' {
  interface StepKinds {
    'bridge-port': BridgePortStep;
  }
}

export const bridgePort: StepKind<BridgePortStep> = {
  kind: 'bridge-port',
  command: (step) => [
    ...['bridge', 'link', 'set', 'dev', step.dev],
    ...flagsOf(step).flatMap(([flag, on]) => [flag, onOff(on)]),
  ],
  extra: ({ node, links }, own) =>
    links
      .filter(({ linkinfo }) => linkinfo?.info_slave_kind === 'bridge')
      .flatMap((port) => {
        const planned = own.flatMap((step) =>
          step.kind === 'bridge-port' && step.dev === port.ifname ? flagsOf(step) : [],
        );
        const data = port.linkinfo.info_slave_data ?? {};
        const id =
          own.find((step) => step.kind === 'bridge-port' && step.dev === port.ifname)?.id ??
          `${node}/bridge-port/${port.ifname}`;
        const set = (word: string, value: string) => [
          typedStep(node, id, ['bridge', 'link', 'set', 'dev', port.ifname, word, value]),
        ];
        const differs = Object.entries({ ...defaults, ...Object.fromEntries(planned) })
          .filter(([flag, value]) => data[flag] !== undefined && data[flag] !== value)
          .map(([flag, value]) => ({
            what: `${flag} ${onOff(data[flag])} and should have ${flag} ${onOff(value)}`,
            mend: set(flag, onOff(value)),
          }));
        // Without STP a port with a carrier forwards.
        const carrier = port.flags?.includes('UP') && !port.flags.includes('NO-CARRIER');
        const stopped =
          carrier && data.state !== undefined && data.state !== 'forwarding' && !isStp(port.master, own)
            ? [{ what: `state ${data.state} and should be forwarding`, mend: set('state', '3') }]
            : [];
        return [...differs, ...stopped].map(({ what, mend }) => ({
          ...{ id, mend, why: `${node}'s bridge port ${port.ifname} has ${what}` },
          argv: ['bridge', '-d', 'link', 'show', 'dev', port.ifname],
        }));
      }),
};

/** The kernel's (net/bridge/br_if.c). */
const defaults = {
  learning: true,
  flood: true,
  mcast_flood: true,
  bcast_flood: true,
  isolated: false,
  neigh_suppress: false,
  hairpin: false,
};

const flagsOf = (step: BridgePortStep): readonly (readonly [flag: string, on: boolean])[] =>
  Object.keys(defaults).flatMap((flag) => {
    const on = step[flag as PortFlag];
    return on === undefined ? [] : [[flag, on]];
  });

const onOff = (flag: unknown): string => (flag ? 'on' : 'off');

const isStp = (bridge: string, own: readonly Step[]): boolean =>
  own.some(
    (step) =>
      step.kind === 'link' &&
      step.name === bridge &&
      step.settings.some(({ word, value }) => word === 'stp_state' && value !== '0'),
  );
