/** A verb of the command line. Its file is light: what it needs it imports when it runs, so that others start fast. */
export interface Verb {
  readonly name: string;
  /** As commander writes them: `<lab>`, `[node]`, `<command...>`. */
  readonly args: readonly (readonly [usage: string, about: string])[];
  readonly about: string;
  readonly options: readonly Option[];
  /** Commands to try, with what they do. */
  readonly examples: readonly (readonly [command: string, about: string])[];
  /** Everything after the first arguments is passed on as it is (`exec`). */
  readonly passThrough?: boolean;
  /** Resolves to the exit code. */
  run(call: Call): Promise<number>;
}

/** The value is a default, the words that are allowed, or an empty list: it may be given several times. */
export type Option = readonly [flags: string, about: string, value?: string | readonly string[]];

export interface Call {
  /** In the order of the verb's `args`; a missing optional one is undefined, a variadic one a list. */
  readonly args: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly out: Output;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Results go to stdout; progress and diagnostics to stderr. */
export interface Output {
  result(text: string): void;
  note(text: string): void;
  /** A command to the CI server that reads the log. The caller has encoded its values. */
  workflow(command: string): void;
  /** Rewrites the last line of a live terminal; with no text it is erased. */
  progress(text: string): void;
  /** Colors, if standard output or error is a terminal with colors. */
  readonly paint: Paint;
  readonly notePaint: Paint;
  /** Columns of the terminal; 80 elsewhere. */
  readonly columns: number;
  /** Standard output is a terminal: longer lines are wrapped. In a log or a pipe a line stays whole, so that it can be searched. */
  readonly wraps?: boolean;
  /** Standard error is a terminal: progress may rewrite its line. */
  readonly live: boolean;
}

/** Colors, by meaning. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
  command(text: string): string;
}

/** An option that every verb which reports has. */
export const jsonOption: Option = ['--json', 'print the result as JSON'];
/** An option of the verbs that judge labs. */
export const failOnWarningOption: Option = ['--fail-on-warning', 'treat warnings about the lab as errors'];
/** An option that every verb which builds or reads a lab has. */
export const onOption: Option = [
  '--on <place>',
  'place: local, rootless, vm, ssh://user@host, vagrant, auto (or NETLAB_ON)',
];
/** An option that every verb which compiles has. */
export const setOption: Option = ['--set <path=value...>', 'set a value of the lab: --set cluster.nodes=3'];
