/**
 * Small files in folders of netlab's own: its state folder, and /etc/netns/<namespace>. Paths are plain, links are never
 * followed, and the folders must belong to this user and be writable by nobody else: who could swap a folder there could make
 * root remove or write anything.
 */
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { normalize } from 'node:path';
import { makeFolder } from './make-folder.ts';

export class PrivateFiles {
  readonly #roots: readonly string[];
  #written = 0;

  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  read(path: string): string | undefined {
    this.#check(path, 1);
    return orMissing(() => {
      const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        return readFileSync(descriptor, 'utf8');
      } finally {
        closeSync(descriptor);
      }
    });
  }

  write(path: string, text: string | Iterable<string>): void {
    const folder = path.slice(0, path.lastIndexOf('/'));
    this.#check(path, 1);
    this.makeFolder(folder);
    const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
    this.#written += 1;
    const draft = `${path}.${process.pid}-${this.#written}.tmp`;
    const descriptor = openSync(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
    try {
      for (const piece of typeof text === 'string' ? [text] : text) writeFileSync(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, path);
  }

  makeFolder(folder: string): void {
    makeFolder(folder, 0o700);
    this.#check(folder, 0);
  }

  remove(path: string): void {
    this.#check(path, 1);
    removeTree(path);
  }

  list(path: string): readonly string[] {
    this.#check(path, 0);
    return orMissing(() => readdirSync(path)) ?? [];
  }

  /** `depth`: how many names below one of netlab's folders the path must at least lie. */
  #check(path: string, depth: number): void {
    const root = this.#roots.find((folder) => path === folder || path.startsWith(`${folder}/`));
    const names = path.slice(root?.length).split('/').slice(1);
    if (!root || normalize(path) !== path || path.endsWith('/') || names.length < depth)
      throw new Error(`${path} is not in a folder of netlab's own (${this.#roots.join(', ')})`);
    let at = root;
    for (const [i, name] of [undefined, ...names].entries()) {
      if (name !== undefined) at += `/${name}`;
      const found = orMissing(() => lstatSync(at));
      if (!found) return;
      if (found.isSymbolicLink()) throw new Error(`${at} is a link: netlab follows none in its own folders`);
      // Below the lab's folder daemons may own what they made; nobody else can get there.
      if (i < 2 && found.isDirectory()) requireOwn(at, found);
    }
  }
}

/** A lab of a thousand nodes has as many folders: rmSync asks five times what this asks. */
function removeTree(path: string): void {
  orMissing(() => {
    if (!lstatSync(path).isDirectory()) return unlinkSync(path);
    for (const name of readdirSync(path)) removeTree(`${path}/${name}`);
    return rmdirSync(path);
  });
}

function requireOwn(path: string, found: Stats): void {
  const user = process.geteuid?.();
  if (found.uid !== user)
    throw new Error(`${path} belongs to user ${found.uid}, not to ${user}: netlab will not use it`);
  // In a sticky folder others can add, but not take away or replace.
  if (found.mode & 0o022 && !(found.mode & 0o1000))
    throw new Error(`${path} can be written by other users: netlab will not use it`);
}

function orMissing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
