/**
 * Commands and processes of a node, in order. The next item starts after an `exec` has exited, or after a `process` is
 * ready. A `process` keeps running.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { command, oneOrMore, seconds, sentence } from '../base/scalar.ts';
import type { NodeAsker, PlanScope } from '../model/context.ts';
import type { Step } from '../model/plan.ts';
import type { Ready } from '../steps/start.ts';
import { daemons } from './daemons/index.ts';
import { firstProcessLevel } from './daemons/setting.ts';
import { defineFeature } from './feature.ts';

const about = sentence().optional().describe('Reason for the command; the plan prints it');

const item = z.union([
  z.strictObject({
    exec: command().describe('A command; it must exit with 0'),
    within: seconds(0.1, 3600).default(300).describe('Deadline in seconds, after which up fails'),
    about,
  }),
  z.strictObject({
    process: command().describe('A process that keeps running'),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .meta({ title: 'name' })
      .optional()
      .describe('Name for `netlab logs` (default: the name of its program)'),
    ready: z
      .strictObject({
        line: z.string().min(1).optional().describe('Beginning of a line of its output'),
        probes: oneOrMore(z.any().meta({ editor: { $ref: '#/$defs/probe' } }))
          .optional()
          .describe('Probes that must pass'),
        within: seconds(0.1, 600).default(10).describe('Deadline in seconds, after which up fails'),
      })
      .optional()
      .describe('Condition that the next item waits for'),
    about,
  }),
]);

const schema = z.array(item);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    run: z.input<typeof schema>;
  }
}

interface Item {
  readonly kind: 'exec' | 'process';
  readonly name: string;
  readonly argv: readonly string[];
  readonly ready?: Ready;
  /** Deadline of an exec in seconds. */
  readonly within?: number;
  readonly about?: string;
  readonly source: Source;
}

/** Levels of the processes stage: 0 for the mounts of the node, 1 for serve, then daemons, then these items in their order. */
const firstLevel = (settings: PlanScope['node']['settings']): number =>
  Math.max(
    firstProcessLevel,
    ...daemons.all.map(({ key, names }) => (key in settings ? firstProcessLevel + names.length : 0)),
  );

/** Names of the processes that other settings of the node start. */
const kept = (asker: NodeAsker): readonly string[] => [
  ...['mounts', 'serve', 'flannel-udp'],
  ...daemons.all.filter(({ key }) => asker.uses(key)).flatMap(({ names }) => names),
];

/** `sh`, then `sh-2` ... */
class Names {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  take(base: string): string {
    let name = base;
    let n = this.#next.get(base) ?? 2;
    for (; this.#taken.has(name); n++) name = `${base}-${n}`;
    this.#next.set(base, n);
    this.#taken.add(name);
    return name;
  }
}

export const run = defineFeature<Spec, readonly Item[]>({
  key: 'run',
  about: 'Commands and processes, in order',
  trust: { asks: 'its commands and processes run' },
  schema,
  requires: (items) => ({ tools: items.map((entry) => entry.argv[0]!) }),
  resolve(spec, asker) {
    const names = new Names(kept(asker));
    return spec.flatMap((entry, i) => {
      const kind = 'exec' in entry ? 'exec' : 'process';
      const command = 'exec' in entry ? entry.exec : entry.process;
      const argv = asker.argv(command, asker.at(i, kind));
      const program = argv[0];
      if (program === undefined) {
        // asker.argv has already reported a line that could not be split.
        if (typeof command === 'string' && command.trim() !== '') return [];
        asker.refuse({
          code: 'empty-command',
          message: 'the command is empty',
          at: asker.at(i, kind),
        });
        return [];
      }
      const given = 'name' in entry ? entry.name : undefined;
      const base = given ?? (program.split('/').at(-1) ?? program).replace(/[^A-Za-z0-9_-]/g, '-');
      const name = names.take(base);
      if (given !== undefined && name !== given)
        asker.refuse({
          code: 'duplicate-name',
          message: `${asker.node} already has a process ${given}`,
          at: asker.at(i, 'name'),
        });
      const ready = 'process' in entry && entry.ready ? readyOf(entry.ready, i, asker) : undefined;
      return [
        {
          kind,
          name,
          argv,
          ...(ready ? { ready } : {}),
          ...('within' in entry ? { within: entry.within } : {}),
          ...(entry.about ? { about: entry.about } : {}),
          source: asker.at(i),
        },
      ];
    });
  },
  plan(items, scope) {
    const first = firstLevel(scope.node.settings);
    return items.map((entry, i) => step(entry, first + i, scope));
  },
  mayCreate: (items, name) =>
    items.some(({ argv }) => argv.some((word) => word.split(/[^A-Za-z0-9_.@-]+/).includes(name))),
});

type ReadySpec = { line?: string | undefined; probes?: unknown[] | undefined; within: number };

function readyOf(spec: ReadySpec, i: number, asker: NodeAsker): Ready {
  return {
    ...(spec.line ? { line: asker.text(spec.line, asker.at(i, 'ready', 'line')) } : {}),
    ...(spec.probes ? { checks: asker.checks(i, 'ready', 'probes') } : {}),
    within: spec.within,
  };
}

function step(entry: Item, level: number, { node, directory }: PlanScope): Step {
  const common = {
    stage: 'processes',
    level,
    node: node.name,
    source: entry.source,
    argv: entry.argv,
  } as const;
  if (entry.kind === 'exec')
    return {
      ...common,
      kind: 'run',
      id: `${node.name}/exec/${entry.name}`,
      reason: entry.about ?? `${node.name} runs ${entry.name}.`,
      ...(entry.within === undefined ? {} : { within: entry.within }),
    };
  return {
    ...common,
    kind: 'start',
    id: `${node.name}/process/${entry.name}`,
    reason: entry.about ?? `${entry.name} keeps running in ${node.name}.`,
    name: entry.name,
    log: `${directory}/log/${node.name}.${entry.name}`,
    pid: `${directory}/pid/${node.name}.${entry.name}`,
    ...(entry.ready ? { ready: entry.ready } : {}),
  };
}
