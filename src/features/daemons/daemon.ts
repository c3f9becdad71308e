import type { NodeSettings } from '../../model/written.ts';
import type { Added } from '../../steps/start.ts';

/**
 * One daemon of a node: where its files are, how it runs in the foreground, and what shows that it answers. Its
 * configuration is the author's own text, or the text that a cluster network writes. All files are private to the node,
 * so several instances run on one machine.
 */
export interface Daemon {
  /** Its key under a node. */
  readonly key: keyof NodeSettings;
  readonly about: string;
  /** Why its text asks for trust. */
  readonly asks: string;
  /** The default path of its configuration. */
  readonly path: string;
  /** The default folder of its control socket and pid files. */
  readonly folder: string;
  /** More files that it needs in the node, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** More folders that it writes to. */
  readonly folders?: readonly string[];
  /** The command that checks the configuration before the daemon starts, if starting it would not report every error. */
  check?(files: DaemonFiles): readonly string[];
  /** The error about a line of the configuration, as a regular expression whose group is the line's number. */
  errorLine(path: string): string;
  /** The names of all processes that it may have, for `netlab logs`. */
  readonly names: readonly string[];
  /** Its processes, in the order in which they start. Each starts after the one before it answers. */
  processes(files: DaemonFiles): readonly DaemonProcess[];
  /** The ports on which its probes get replies. */
  listens?(config: string): readonly { readonly port: number; readonly protocol: string }[];
  /** Features of the kernel that it needs. */
  kernel?(config: string): readonly string[];
  /** The objects that it adds to the node and removes again. They are not compared with the plan. */
  adds?(config: string): Added;
  /** Python programs that its commands run, by name. They are stored in the lab's folder. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** The files of one instance. */
export interface DaemonFiles {
  /** The path of the configuration. */
  readonly path: string;
  /** Its text, with references replaced. */
  readonly config: string;
  /** The folder of its control socket and pid files. */
  readonly folder: string;
  readonly arguments: readonly string[];
  /** The path of one of its programs. */
  program(name: string): string;
}

export interface DaemonProcess {
  /** One of the daemon's names. */
  readonly name: string;
  /** The command in the foreground. */
  readonly argv: readonly string[];
  /** A command that exits with 0 when the process answers. */
  readonly answers: readonly string[];
}
