import type { Reader } from './reader.ts';

export const process: Reader = {
  about: 'processes that stay',
  find(step, node) {
    if (step.kind !== 'start' || step.name === 'mounts') return undefined;
    // A script's interpreter stands before it in argv, and a program may rename itself: its last words stay.
    const words = step.argv.slice(1).join(' ');
    const program = step.argv[0]!.split('/').at(-1)!;
    const runs = node.processes
      .map((argv) => argv.join(' '))
      .some(
        (line) =>
          (line.includes(words) && line.includes(program)) ||
          (step.argv[1] === '-c' && became(step.argv[2] ?? '', line)),
      );
    return runs
      ? undefined
      : {
          why: `${node.node}'s ${step.name} is not running; its log is ${step.log}`,
          argv: ['cat', step.log],
        };
  },
};

/** A shell that was told to become another program: `sh -c 'prepare; exec program'`. */
const became = (word: string, line: string): boolean =>
  line !== '' && word.trimEnd().endsWith(`exec ${line}`);
