/** The type of a device and its settings, compared with the kernel's state. */
import type { Step } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import type { LinkStep } from './link.ts';
import { type LinkSetting, settingFindings } from './link-settings.ts';
import type { Finding } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

interface Compared {
  readonly found: Row;
  readonly node: NodeState;
  readonly shown: (why: string) => Finding;
  /** All steps of the node. */
  readonly own: readonly Step[];
}

export function compareType(step: LinkStep, { found, node, shown, own: all }: Compared): readonly Finding[] {
  const own = `${node.node}'s ${step.name}`;
  const kind = found.linkinfo?.info_kind;
  if (kind !== step.type) return [shown(`${own} is of type ${kind ?? 'none'} and should be ${step.type}`)];
  const data: Row = found.linkinfo?.info_data ?? {};
  // Other kernels and releases of iproute2 print other fields.
  // STP shortens ageing_time for a while after a port has changed (__br_set_topology_change in net/bridge).
  const passing = data.topology_change === 1 ? 'ageing_time' : undefined;
  const defaults =
    kind === 'bridge'
      ? bridgeSettings(step, all).filter(({ field }) => field! in data && field !== passing)
      : [];
  return settingFindings([...step.settings, ...defaults], found, own, (why, setting) => ({
    ...shown(why),
    ...changing(step, node, setting),
  }));
}

/** The kernel changes the settings of a bridge. Devices of other types are made again: few of them can be changed. */
function changing({ id, type, name }: LinkStep, { node }: NodeState, { word, value }: LinkSetting) {
  if (type !== 'bridge' || typeof value === 'boolean') return {};
  return { mend: [typedStep(node, id, ['ip', 'link', 'set', 'dev', name, 'type', type, word, value])] };
}

/** Settings of a bridge that its step does not compare itself: as planned, or the kernel's. */
const bridgeSettings = ({ settings, name }: LinkStep, own: readonly Step[]): readonly LinkSetting[] =>
  bridgeDefaults.flatMap((setting) => {
    const planned = settings.find(({ word }) => word === setting.word);
    const run = own.some(
      (step) => step.kind === 'run' && step.argv.includes(name) && step.argv.includes(setting.word),
    );
    return planned?.field || run ? [] : [{ ...setting, value: planned?.value ?? setting.value }];
  });

/** br_dev_setup and br_vlan_init in net/bridge. Times in hundredths of a second. */
const bridgeDefaults: readonly LinkSetting[] = Object.entries({
  stp_state: '0',
  forward_delay: '1500',
  hello_time: '200',
  max_age: '2000',
  ageing_time: '30000',
  priority: '32768',
  vlan_filtering: '0',
  group_fwd_mask: '0',
  mcast_snooping: '1',
}).map(([word, value]) => ({ word, value, field: word }));
