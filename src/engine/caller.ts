/** The user of the engine: the environment, the choices that hold for every lab of a call, and the receiver of notes. */
export interface Caller {
  readonly env: NodeJS.ProcessEnv;
  /** The folder from which relative paths are read. */
  readonly cwd: string;
  /** Where labs run: a place, or `auto`. If undefined, NETLAB_ON decides. */
  readonly on: string | undefined;
  /** Accepts what a lab of the user makes root run or read. */
  readonly trust?: boolean;
  /** Allows kernel modules that change this host. */
  readonly loadModules?: boolean;
  /** Lines beside the result, such as the reason why an entry was skipped. */
  note(text: string): void;
}
