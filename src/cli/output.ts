/** Standard output and error. Whatever is written passes `printed`, but for commands to a CI server and the erasing of a line. */
import { writeSync } from 'node:fs';
import { environmentFault } from '../base/environment-fault.ts';
import { lastLine } from './last-line.ts';
import { colours, printed } from './paint.ts';
import { plainPaint } from './plain-paint.ts';
import type { Output, Paint } from './verb.ts';

/** Colours on a terminal unless NO_COLOR is set (no-color.org) or TERM is dumb; FORCE_COLOR forces them. */
const paint = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Paint => {
  if (env.NO_COLOR) return plainPaint;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return colours;
  return stream.isTTY && env.TERM !== 'dumb' ? colours : plainPaint;
};

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
      writeSync(process.stderr.fd, printed(text));
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

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

const streams = (env: NodeJS.ProcessEnv): Output => {
  const live = process.stderr.isTTY === true && env.TERM !== 'dumb' && !env.CI;
  const line = lastLine();
  return {
    result(text) {
      line.erase();
      process.stdout.write(printed(ended(text)));
    },
    note(text) {
      line.erase();
      process.stderr.write(printed(ended(text)));
    },
    workflow(command) {
      line.erase();
      process.stderr.write(ended(command));
    },
    progress: (text) => live && line.show(text),
    paint: paint(process.stdout, env),
    notePaint: paint(process.stderr, env),
    columns: process.stdout.columns || process.stderr.columns || 80,
    wraps: process.stdout.isTTY === true,
    live,
  };
};
