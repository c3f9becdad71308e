/**
 * An XDP program of an interface: it sees a frame before the kernel makes a packet of it. In generic mode the kernel has made one, and
 * every interface has that mode.
 */
import type { StepBase } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { kernelName } from './bpf-cgroup.ts';
import { bpfPart } from './bpf-state.ts';
import type { StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface XdpStep extends StepBase {
  readonly kind: 'xdp';
  readonly dev: string;
  readonly mode: XdpMode;
  readonly program: string;
  readonly pin: string;
}

export type XdpMode = 'generic' | 'native';

declare module '../model/plan.ts' {
  interface StepKinds {
    xdp: XdpStep;
  }
}

/** ip-link(8), and the number that `ip -j link` prints (XDP_ATTACHED_* in uapi/linux/if_link.h). */
const modes = { generic: { word: 'xdpgeneric', number: 2 }, native: { word: 'xdpdrv', number: 1 } } as const;

export const xdp: StepKind<XdpStep> = {
  kind: 'xdp',
  command: ({ dev, mode, pin }) => ['ip', 'link', 'set', 'dev', dev, modes[mode].word, 'pinned', pin],
  reads: [bpfPart],
  compare(step, node) {
    const { dev, mode, program } = step;
    const found = attachedTo(dev, node);
    if (found?.name === kernelName(program) && found.mode === modes[mode].number) return undefined;
    const off = found && offStep(node.node, step.id, dev, found.mode);
    return {
      why: `${node.node}'s ${dev} has ${found ? `the XDP program ${found.name} and should have` : 'no XDP program'} ${program} (${mode})`,
      argv: ['ip', '-d', 'link', 'show', 'dev', dev],
      ...(partOf(node, bpfPart).programs.includes(program) ? off && { mend: [off, step] } : { mend: [] }),
    };
  },
  extra: (node, own) =>
    node.links.flatMap(({ ifname }) => {
      const found = attachedTo(ifname, node);
      if (!found || own.some((step) => step.kind === 'xdp' && step.dev === ifname)) return [];
      const name = `${node.node}/xdp/${ifname}`;
      return [
        {
          why: `${node.node}'s ${ifname} has an XDP program that no step attached: ${found.name}`,
          argv: ['ip', '-d', 'link', 'show', 'dev', ifname],
          extra: { name, remove: [offStep(node.node, name, ifname, found.mode)] },
        },
      ];
    }),
};

export function attachedTo(
  dev: string,
  node: NodeState,
): { readonly name: string; readonly mode: number } | undefined {
  const found = node.links.find(({ ifname }) => ifname === dev)?.xdp;
  return found?.prog ? { name: found.prog.name ?? '', mode: found.mode } : undefined;
}

export const offStep = (node: string, id: string, dev: string, mode: number) =>
  typedStep(node, id, [
    ...['ip', 'link', 'set', 'dev', dev],
    ...[mode === modes.native.number ? modes.native.word : modes.generic.word, 'off'],
  ]);
