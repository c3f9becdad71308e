import { writeSync } from 'node:fs';
import { Chalk, type ChalkInstance } from 'chalk';
import { environmentFault } from './environment-fault.ts';
import type { Output, Paint } from './verb.ts';

/** Colours on a terminal unless NO_COLOR is set (no-color.org) or TERM is dumb; FORCE_COLOR forces them. */
const level = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): 0 | 1 => {
  if (env.NO_COLOR) return 0;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return 1;
  return stream.isTTY && env.TERM !== 'dumb' ? 1 : 0;
};

const paint = (chalk: ChalkInstance): Paint => ({
  good: (text) => chalk.green(text),
  bad: (text) => chalk.red.bold(text),
  warn: (text) => chalk.yellow(text),
  dim: (text) => chalk.dim(text),
  strong: (text) => chalk.bold(text),
  command: (text) => chalk.cyan(text),
});

/**
 * A lab that is being built is built, whatever becomes of the output. A reader that closes early (`| head`) is not a fault. A full disk
 * is: the first failure is printed on standard error, if that works, and the exit code is 4 instead of 0.
 */
function outliveReaders(): void {
  let failed = false;
  const told = (name: string) => (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || failed) return;
    failed = true;
    process.once('exit', () => {
      process.exitCode ||= 4;
    });
    const why = environmentFault(error)?.text.replace('write', `write ${name}`) ?? error.message;
    const text = `netlab: ${why}; the command did its work. To see which labs are up: netlab status\n`;
    try {
      writeSync(process.stderr.fd, text);
    } catch {
      // Standard error is full, too.
    }
  };
  process.stdout.on('error', told('standard output'));
  process.stderr.on('error', told('standard error'));
}

export function output(env: NodeJS.ProcessEnv): Output {
  outliveReaders();
  return streams(env);
}

const streams = (env: NodeJS.ProcessEnv): Output => ({
  result: (text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  note: (text) => process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  paint: paint(new Chalk({ level: level(process.stdout, env) })),
  notePaint: paint(new Chalk({ level: level(process.stderr, env) })),
  columns: process.stdout.columns || process.stderr.columns || 80,
  wraps: process.stdout.isTTY === true,
  live: process.stderr.isTTY === true && env.TERM !== 'dumb' && !env.CI,
});
