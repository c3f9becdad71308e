/** A feature of the kernel that labs need, and the ways to find out whether a kernel has it. */
export interface KernelFeature {
  /** The type of `ip link add type`, else the word that plans use. */
  readonly name: string;
  readonly for: string;
  /** Any of these modules gives it, loaded or built in; none where it is an option of another. */
  readonly modules: readonly string[];
  /** Any of these, in the kernel's configuration. */
  readonly config: readonly string[];
  /** The effect of loading the module on the host, beyond adding a type. */
  readonly changes?: string;
  /** Nothing that a lab does loads its module. */
  readonly byHand?: true;
  /** It is a file system of this name in /proc/filesystems. */
  readonly fileSystem?: string;
  /** The kernel gives it only to the first user namespace. */
  readonly initial?: true;
  /** A command that shows in an empty namespace whether it is there; its words are plain. */
  readonly attempt?: readonly string[];
}

/** The attempt of a link type: an interface t0 in an empty namespace. */
export const addLink = (...words: string[]): readonly string[] => ['ip', 'link', 'add', 't0', ...words];
