import { jsonOption, type Verb } from '../../verb.ts';

export const vm: Verb = {
  name: 'vm',
  args: [
    ['<action>', 'start, stop, status, shell, or fetch (only what a start needs)'],
    ['[command...]', 'for shell: what to run instead, after --'],
  ],
  about: 'a small VM with a full kernel, for labs that this host cannot run (--on vm starts it by itself)',
  options: [
    jsonOption,
    ['--force', 'stop: with the labs that are up in it'],
    ['--memory <MiB>', 'start: its memory; 2048, or half of what is free'],
    ['--idle <minutes>', 'start: how long it stays without a lab or a session; 30'],
    ['--accelerator <name>', 'start: try this one alone', ['kvm', 'tcg']],
  ],
  examples: [
    ['netlab vm start', 'boots it, if it does not run; fetches a kernel the first time'],
    ['netlab vm shell -- lsmod', 'runs a command in it; without one, opens a shell'],
    ['netlab vm stop', 'ends it; nothing stays but the kernel in the cache'],
  ],
  async run(call) {
    const { runVm } = await import('./run.ts');
    return runVm(call);
  },
};
