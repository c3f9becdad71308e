import type { Reader } from './reader.ts';

export const process: Reader = {
  about: 'processes that stay',
  find(step, node) {
    if (step.kind !== 'start' || step.name === 'mounts') return undefined;
    // A script's interpreter stands before it in argv, and a program may rename itself: its last words stay.
    const words = step.argv.slice(1).join(' ');
    const program = step.argv[0]!.split('/').at(-1)!;
    const runs = node.processes.some(
      (argv) => argv.join(' ').includes(words) && argv.join(' ').includes(program),
    );
    return runs
      ? undefined
      : {
          why: `${node.node}'s ${step.name} is not running; its log is ${step.log}`,
          argv: ['cat', step.log],
        };
  },
};
