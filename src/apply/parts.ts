/**
 * Steps of one node as parts: what one process (or one line of the shell) does. Steps of one stage and level may run in any
 * order, so those that one `ip -batch`, `bridge -batch`, `ipset restore` or `ipvsadm -R` can take are put together, and a stage begins with the program that
 * the stage before ended with: a process costs a millisecond, a line of a batch far less.
 */
import { groupBy } from '../base/group-by.ts';
import { isToken } from '../base/quote.ts';
import type { Step } from '../model/plan.ts';
import { stageNames } from '../model/stage.ts';
import { commandOf, kindOf } from '../steps/index.ts';

export interface ScriptPart {
  readonly kind: 'batch' | 'folders' | 'names' | 'steps';
  /** The program and options of a batch: `ip`, `ip -6`, `bridge`. Empty for other parts. */
  readonly program: readonly string[];
  /** One, except in a batch, where each is a line, and of kinds that join: a shell writes settings without a process. */
  readonly steps: readonly Step[];
  /** Folders that a `folders` part makes; what the links of a `names` part lead to. */
  readonly paths?: readonly string[];
  /** The folder in which a `names` part makes links. */
  readonly into?: string;
}

interface Batch {
  /** The words of the shell that make the program take many commands from its input. */
  command(program: string): string;
  /** The commands of the program are options: `ipvsadm -A`. */
  readonly options?: true;
}

/** Programs that take many commands from their input. */
export const batches: Readonly<Record<string, Batch>> = {
  ip: { command: (program) => `${program} -batch -` },
  bridge: { command: (program) => `${program} -batch -` },
  ipset: { command: (program) => `${program} restore` },
  bpftool: { command: (program) => `${program} batch file -` },
  // Its exit code is that of the last line. A line that fails prints a message.
  ipvsadm: {
    command: (program) =>
      `sh -c 'e=$(${program} -R 2>&1) && [ -z "$e" ] || { printf "%s\\n" "$e" >&2; exit 1; }'`,
    options: true,
  },
};

/** One `ip -batch` leaks a descriptor for each `netns NAME` (iproute2 6.1, ip/iplink.c), and 1024 are the usual limit. */
const maxNetnsLines = 900;

export function parts(steps: readonly Step[]): readonly ScriptPart[] {
  const groups = byStageAndLevel(steps);
  const result: ScriptPart[] = [];
  groups.forEach((group, i) => {
    const next = new Set(groups[i + 1]?.map(programOf) ?? []);
    for (const [program, members] of ordered(group, result.at(-1)?.program.join(' '), next)) {
      const some: readonly ScriptPart[] =
        program === ''
          ? members.map(alone)
          : [{ kind: 'batch', program: program.split(' '), steps: members }];
      for (const part of some) add(part, result);
    }
  });
  return result.flatMap(withinLimits);
}

/** To the part before, where one process can do both. */
function add(part: ScriptPart, result: ScriptPart[]): void {
  const last = result.at(-1);
  const same = last?.kind === part.kind && last.program.join(' ') === part.program.join(' ');
  if (same && (part.kind === 'batch' || joins(last, part)))
    result.splice(-1, 1, { ...part, steps: [...last.steps, ...part.steps] });
  else result.push(part);
}

function joins({ steps: [before] }: ScriptPart, { steps: [step] }: ScriptPart): boolean {
  return step !== undefined && before?.kind === step.kind && kindOf(step).joins === true;
}

function byStageAndLevel(steps: readonly Step[]): readonly (readonly Step[])[] {
  const order = (step: Step) => stageNames.indexOf(step.stage) * 1_000_000 + step.level;
  const sorted = [...steps].sort((a, b) => order(a) - order(b));
  return [...groupBy(sorted, order).values()];
}

/** The programs of a group: first the one that is open, last one that the next group goes on with. */
function ordered(group: readonly Step[], open: string | undefined, next: ReadonlySet<string>) {
  const rank = (program: string) =>
    program !== '' && program === open ? 0 : program && next.has(program) ? 2 : 1;
  return [...groupBy(group, programOf)].sort(([a], [b]) => rank(a) - rank(b));
}

/** The options before the object in `ip -6 route add`, for steps that a batch can take; else nothing. */
function programOf(step: Step): string {
  const { script, batches: may = script === undefined } = kindOf(step);
  if (!may || step.stage === 'processes') return '';
  const { program, line } = batchWords(commandOf(step));
  return program.length > 0 && line.length > 0 && line.every(isToken) ? program.join(' ') : '';
}

/**
 * A batch line holds no options: the family is on the command line of the batch, for all its lines. Other options change what
 * the program does (another namespace, another output), so they need a command of their own.
 */
export function batchWords(argv: readonly string[]): {
  readonly program: readonly string[];
  readonly line: readonly string[];
} {
  const batch = Object.hasOwn(batches, argv[0] ?? '') ? batches[argv[0]!] : undefined;
  if (!batch) return { program: [], line: argv };
  if (batch.options) return { program: argv.slice(0, 1), line: argv.slice(1) };
  const at = argv[1] === '-4' || argv[1] === '-6' ? 2 : 1;
  if (argv[at]?.startsWith('-') || (argv[1] === 'netns' && argv[2] === 'exec'))
    return { program: [], line: argv };
  return { program: argv.slice(0, at), line: argv.slice(at) };
}

const alone = (step: Step): ScriptPart => ({ kind: 'steps', program: [], steps: [step] });

function withinLimits(part: ScriptPart): readonly ScriptPart[] {
  if (part.kind !== 'batch') return [part];
  const pieces: Step[][] = [[]];
  let netns = 0;
  for (const step of part.steps) {
    const names = kindOf(step).namespaces?.(step).length ?? 0;
    if (netns + names > maxNetnsLines) {
      pieces.push([]);
      netns = 0;
    }
    pieces.at(-1)?.push(step);
    netns += names;
  }
  return pieces.map((steps) => ({ ...part, steps }));
}
