import { jsonOption, type Verb } from '../../verb.ts';

export const vm: Verb = {
  name: 'vm',
  args: [
    ['<action>', 'start, stop, status, shell, or fetch, which only downloads'],
    ['[command...]', 'for shell: a command to run, after --'],
  ],
  about: 'control the VM for labs that need another kernel (--on vm starts it)',
  options: [
    jsonOption,
    ['--force', 'stop: also if labs are up in it'],
    ['--memory <MiB>', 'start: memory (default: 2048, or half of the free memory)'],
    ['--idle <minutes>', 'start: time until it stops without labs and sessions (default: 30)'],
    ['--accelerator <name>', 'start: the accelerator to use', ['kvm', 'tcg', 'icount']],
  ],
  examples: [
    ['netlab vm start', 'boots the VM; downloads a kernel the first time'],
    ['netlab vm shell -- lsmod', 'runs a command in the VM'],
    ['netlab vm stop', 'stops the VM; the kernel stays in the cache'],
  ],
  async run(call) {
    const { runVm } = await import('./run.ts');
    return runVm(call);
  },
};
