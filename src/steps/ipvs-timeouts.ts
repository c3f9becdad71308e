/** `ipvsadm --set`: how long IPVS keeps the entry of an idle connection. It also loads the module, which brings its sysctls. */
import type { StepBase } from '../model/plan.ts';
import { partOf } from '../state/state-part.ts';
import { ipvsPart } from './ipvs-table.ts';
import type { StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface IpvsTimeoutsStep extends StepBase {
  readonly kind: 'ipvs-timeouts';
  /** Seconds. 0: the kernel's default. */
  readonly tcp: number;
  readonly tcpfin: number;
  readonly udp: number;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'ipvs-timeouts': IpvsTimeoutsStep;
  }
}

/** The kernel's defaults, in seconds (tcp_timeouts and udp_timeouts in net/netfilter/ipvs). */
const defaults = [900, 120, 300];

export const ipvsTimeouts: StepKind<IpvsTimeoutsStep> = {
  kind: 'ipvs-timeouts',
  command: ({ tcp, tcpfin, udp }) => ['ipvsadm', '--set', ...[tcp, tcpfin, udp].map(String)],
  reads: [ipvsPart],
  readers: ['ipvsadm'],
  compare({ id, tcp, tcpfin, udp }, node) {
    const found = partOf(node, ipvsPart).timeouts;
    const wanted = [tcp, tcpfin, udp].map((one, i) => String(one || defaults[i]));
    const should = wanted.join(' ');
    if (found === should) return undefined;
    return {
      why: `${node.node}'s timeouts of IPVS (TCP, TCP after FIN, UDP) are ${found ?? 'not there'} and should be ${should}`,
      argv: ['ipvsadm', '-Ln', '--timeout'],
      // 0 keeps the current value.
      mend: [typedStep(node.node, id, ['ipvsadm', '--set', ...wanted])],
    };
  },
};
