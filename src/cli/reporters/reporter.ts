/** One output format of `netlab test`. It is written to standard output or to a file. */
import type { TestEvent, TestRun } from '../../model/test-run.ts';
import type { Paint } from '../verb.ts';

export interface Reporter {
  readonly name: string;
  readonly about: string;
  /** A document of its own, which nothing else may stand beside. */
  readonly document?: boolean;
  start(sink: Sink): Reporting;
}

export interface Reporting {
  event?(event: TestEvent): void;
  /** Lines beside the report, where this one holds the terminal and they would stand amid what it rewrites. */
  note?(text: string, write?: (text: string) => void): void;
  end(run: TestRun): void;
}

export interface Sink {
  /** Text, encoded for a terminal; colours are those of `paint`. */
  write(text: string): void;
  /** A command to the CI server that reads the log. It never goes to standard output. */
  workflow(command: string): void;
  /** Moves up that many lines of a live terminal and erases everything below. */
  erase(lines: number): void;
  readonly paint: Paint;
  readonly columns: number;
  /** A terminal: lines may be rewritten. */
  readonly live: boolean;
  /** It writes to a file of its own. */
  readonly toFile: boolean;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}
