/**
 * The setting of a node for a daemon. Its files are private to the node, like those under `files` and `tmpfs`. The plan
 * checks the configuration, starts the processes, and waits until each answers. Then the commands under `run` follow.
 */
import * as z from 'zod';
import type { Source } from '../../base/diagnostic.ts';
import { boolean, sentence } from '../../base/scalar.ts';
import type { PlanScope } from '../../model/context.ts';
import type { Step } from '../../model/plan.ts';
import type { ErrorLines } from '../../steps/error-lines.ts';
import { defineFeature, type Feature } from '../feature.ts';
import { type PrivateFile, privateFileStep } from '../private-file.ts';
import { requirePrivatePath } from '../private-path.ts';
import type { Daemon, DaemonFiles } from './daemon.ts';

const fileName = z
  .string()
  .regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/, {
    error: (issue) => `expected the name of a file (zones.conf), found "${String(issue.input)}"`,
  })
  .meta({ title: 'file name' });

const whole = z.strictObject({
  config: z
    .string()
    .describe("Text of the configuration, in the daemon's language; $(node) is replaced by an address"),
  path: z
    .string()
    .meta({ title: 'path' })
    .optional()
    .describe("Path of the configuration (default: the daemon's)"),
  files: z.record(fileName, z.string()).default({}).describe('Text of more files in the same folder'),
  folder: z
    .string()
    .meta({ title: 'path' })
    .optional()
    .describe("Folder of its control socket and pid files (default: the daemon's)"),
  arguments: z.array(z.string()).default([]).describe('More arguments of its command'),
  ready: boolean().default(true).describe('false: do not wait until it answers'),
  about: sentence().optional().describe('Reason for the daemon; the plan prints it'),
});

const schema = z.union([z.string(), whole]);
type Spec = z.output<typeof schema>;

export type DaemonInput = z.input<typeof schema>;

interface DaemonSetting extends Omit<DaemonFiles, 'program'> {
  readonly files: readonly PrivateFile[];
  readonly ready: boolean;
  readonly about?: string;
  readonly source: Source;
  /** The position of the author's text, if its lines are those of the file. */
  readonly text?: Source;
}

/** Seconds until a process must answer. */
const within = 10;

/** Levels of the processes stage: the check of the configuration, with serve, and the first process. */
const checkLevel = 1;
export const firstProcessLevel = 2;

export const daemonFeature = (daemon: Daemon): Feature =>
  defineFeature<Spec, DaemonSetting>({
    key: daemon.key,
    about: daemon.about,
    trust: { asks: daemon.asks },
    schema,
    mounts: ({ files, folder }) => ({ files, folders: [folder, ...(daemon.folders ?? [])] }),
    listens: (spec) => daemon.listens?.(typeof spec === 'string' ? spec : spec.config) ?? [],
    requires(setting) {
      const asking = daemon.processes(filesOf(setting, '')).map(({ answers }) => answers[0]!);
      const kernel = ['overlay', ...(daemon.kernel?.(setting.config) ?? [])];
      return { kernel, tools: setting.ready ? asking : [] };
    },
    resolve(spec, asker) {
      const short = typeof spec === 'string';
      const given: z.output<typeof whole> = short
        ? { config: spec, files: {}, arguments: [], ready: true }
        : spec;
      const { path = daemon.path, folder = daemon.folder, about } = given;
      if (given.path !== undefined) requirePrivatePath(path, asker.keyAt('path'), asker);
      if (given.folder !== undefined) requirePrivatePath(folder, asker.keyAt('folder'), asker);
      const at = short ? asker.at() : asker.at('config');
      const config = asker.text(given.config, at);
      const beside = path.slice(0, path.lastIndexOf('/'));
      return {
        path,
        folder,
        config,
        arguments: given.arguments,
        files: [
          ...Object.entries(daemon.files ?? {}).map(([path, content]) => ({
            ...{ path, content, mode: 0o644, source: asker.keyAt() },
          })),
          ...Object.entries(given.files).map(([name, text]) => ({
            path: `${beside}/${name}`,
            content: asker.text(text, asker.at('files', name)),
            mode: 0o644,
            source: asker.keyAt('files', name),
          })),
          { path, content: config, mode: 0o644, source: short ? asker.keyAt() : asker.keyAt('config') },
        ],
        ready: given.ready,
        ...(about === undefined ? {} : { about }),
        source: asker.keyAt(),
        ...(at.block ? { text: at } : {}),
      };
    },
    plan: (setting, scope) => [
      ...setting.files.map((file) => privateFileStep(file, scope)),
      ...programSteps(daemon, setting, scope),
      ...checkSteps(daemon, setting, scope),
      ...startSteps(daemon, setting, scope),
    ],
  });

const filesOf = (setting: DaemonSetting, directory: string): DaemonFiles => ({
  ...setting,
  program: (name) => `${directory}/program/${name}`,
});

/** The line of an error, if the lines of the file are those of the lab's text. */
const errorsOf = (daemon: Daemon, { text, path }: DaemonSetting): { readonly errors?: ErrorLines } =>
  text ? { errors: { source: text, pattern: daemon.errorLine(path) } } : {};

const programSteps = (
  { programs = {}, key }: Daemon,
  { source, ready }: DaemonSetting,
  { directory }: PlanScope,
): readonly Step[] =>
  (ready ? Object.entries(programs) : []).map(([name, content]) => ({
    kind: 'write',
    id: `program/${name}`,
    stage: 'files',
    level: 0,
    node: null,
    source,
    reason: `The program that asks whether ${key} answers.`,
    path: `${directory}/program/${name}`,
    content,
    mode: 0o644,
  }));

function checkSteps(daemon: Daemon, setting: DaemonSetting, { node, directory }: PlanScope): readonly Step[] {
  const argv = daemon.check?.(filesOf(setting, directory));
  if (!argv) return [];
  return [
    {
      kind: 'run',
      id: `${node.name}/check/${daemon.key}`,
      stage: 'processes',
      level: checkLevel,
      node: node.name,
      source: setting.source,
      reason: `Check the configuration of ${daemon.key} on ${node.name} before it starts.`,
      argv,
      within,
      checks: true,
      ...errorsOf(daemon, setting),
    },
  ];
}

const startSteps = (
  daemon: Daemon,
  setting: DaemonSetting,
  { node, directory }: PlanScope,
): readonly Step[] =>
  daemon.processes(filesOf(setting, directory)).map(({ name, argv, answers }, i) => ({
    stage: 'processes',
    level: firstProcessLevel + i,
    node: node.name,
    source: setting.source,
    argv,
    kind: 'start',
    id: `${node.name}/process/${name}`,
    reason: setting.about ?? `${name} runs on ${node.name}, with the configuration of the lab.`,
    name,
    log: `${directory}/log/${node.name}.${name}`,
    pid: `${directory}/pid/${node.name}.${name}`,
    ...(setting.ready ? { ready: { answers, within } } : {}),
    ...(daemon.adds ? { adds: daemon.adds(setting.config) } : {}),
    ...errorsOf(daemon, setting),
  }));
