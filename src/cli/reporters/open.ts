/**
 * The reporters of a run. Files are opened first, so that a wrong path is an error before anything is built. Standard output
 * has either one document or lines for people.
 */
import { closeSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { environmentFault } from '../../base/environment-fault.ts';
import { UsageError } from '../../engine/usage-error.ts';
import type { TestEvent, TestRun } from '../../model/test-run.ts';
import { makeFolder } from '../../places/files/make-folder.ts';
import { openNamed, openOutput } from '../output-file.ts';
import { printed } from '../paint.ts';
import { plainPaint } from '../plain-paint.ts';
import type { Call } from '../verb.ts';
import { reporters } from './index.ts';
import type { Reporter, Reporting, Sink } from './reporter.ts';

export interface Reporters {
  event(event: TestEvent): void;
  note(text: string): void;
  /** Resolves to why a report is not complete: its disk is full, for instance. The labs ran all the same. */
  end(run: TestRun): readonly string[];
}

interface Wanted {
  readonly reporter: Reporter;
  readonly file?: string;
}

export function openReporters(call: Call): Reporters {
  const wanted = choose(call);
  const files: number[] = [];
  const problems = new Map<string, string>();
  const beside = (text: string, write: (text: string) => void): void => {
    const holder = started.find((one) => one.note);
    if (holder) holder.note!(text, write);
    else write(text);
  };
  const note = (text: string) => beside(text, call.out.note);
  const workflow = (command: string) => beside(command, call.out.workflow);
  const started: readonly Reporting[] = wanted.map(({ reporter, file }) => {
    const fd = file === undefined ? undefined : openFile(file, call.cwd);
    if (fd === undefined)
      return reporter.start(sinkOf((text) => void process.stdout.write(text), false, call, workflow));
    files.push(fd);
    const write = (text: string) => {
      if (problems.has(file!)) return;
      try {
        writeSync(fd, text);
      } catch (error) {
        problems.set(file!, environmentFault(error)?.text ?? String(error));
      }
    };
    return reporter.start(sinkOf(write, true, call, workflow));
  });
  return {
    event(event) {
      for (const one of started) one.event?.(event);
    },
    note,
    end(run) {
      for (const [i, one] of started.entries()) {
        try {
          one.end(run);
        } catch (error) {
          const fault = environmentFault(error);
          if (!fault) throw error;
          problems.set(wanted[i]!.reporter.name, fault.text);
        }
      }
      for (const fd of files) closeSync(fd);
      return [...problems].map(([file, why]) => `the report ${file} is not complete: ${why}`);
    },
  };
}

const onTerminal = ({ out }: Call): boolean => out.live && process.stdout.isTTY === true;

/** Where none is asked for: the tree on a terminal, lines elsewhere; in a GitHub workflow its annotations too. */
export function choose(call: Call): readonly Wanted[] {
  const { options, env } = call;
  const asked = ((options.reporter as readonly string[] | undefined) ?? []).map(read);
  if (options.json) asked.push({ reporter: reporters.get('json') });
  const printed = asked.filter(({ file, reporter }) => file === undefined && reporter.name !== 'github');
  if (printed.length > 1 && printed.some(({ reporter }) => reporter.document)) {
    const [first, second] = printed.map(({ reporter }) => reporter.name);
    throw new UsageError(
      `${first} and ${second} cannot both go to standard output`,
      `give one a file: --reporter ${printed.find(({ reporter }) => reporter.document)!.reporter.name}=FILE`,
    );
  }
  // With a file alone, the terminal would show nothing.
  if (printed.length === 0) asked.unshift({ reporter: reporters.get(onTerminal(call) ? 'tree' : 'lines') });
  const has = asked.some(({ reporter }) => reporter.name === 'github');
  if (env.GITHUB_ACTIONS === 'true' && !has) asked.push({ reporter: reporters.get('github') });
  return asked;
}

function read(word: string): Wanted {
  const [name = '', file] = word.split(/=(.*)/s, 2);
  const reporter = reporters.find(name);
  if (!reporter) {
    const near = reporters.suggest(name);
    throw new UsageError(
      `there is no reporter "${name}"`,
      `${near ? `did you mean "${near}"?  ` : ''}reporters: ${reporters.names.join(', ')}`,
    );
  }
  if (file === '') throw new UsageError(`--reporter ${word} names no file`);
  return { reporter, ...(file === undefined ? {} : { file }) };
}

function openFile(file: string, cwd: string): number {
  const path = resolve(cwd, file);
  return openNamed(file, () => {
    makeFolder(dirname(path));
    return openOutput(path);
  });
}

function sinkOf(
  write: (text: string) => void,
  toFile: boolean,
  call: Call,
  workflow: Sink['workflow'],
): Sink {
  const { out, cwd, env } = call;
  return {
    write: (text) => write(printed(text)),
    workflow,
    erase: (lines) => void process.stdout.write(`\x1b[${lines}A\x1b[J`),
    paint: toFile ? plainPaint : out.paint,
    columns: toFile ? 100 : out.columns,
    live: !toFile && onTerminal(call),
    ...{ toFile, cwd, env },
  };
}
