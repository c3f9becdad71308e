/**
 * Small files in folders of netlab's own: its state folder, and /etc/netns/<namespace>. Paths are plain, links are never
 * followed, and the folders must belong to this user and be writable by nobody else: who could swap a folder there could make
 * root remove or write anything.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { normalize } from 'node:path';
import { Foreign } from '../../model/foreign.ts';
import { makeFolder } from './make-folder.ts';

/** A lab's files of a namespace are found through a link of this folder into the lab's own: see model/owned.ts. */
const linked = /^\/etc\/netns\/([^/]+)(?=\/|$)/;

export class PrivateFiles {
  readonly #roots: readonly string[];
  readonly #labs: string | undefined;
  #written = 0;

  /** `labs`: the folder of labs, into which links of /etc/netns may lead. */
  constructor(roots: readonly string[], labs?: string) {
    this.#roots = roots;
    this.#labs = labs;
  }

  read(named: string): string | undefined {
    const path = this.#real(named);
    this.#check(path, 1);
    return orMissing(() => {
      // A FIFO would wait for who writes into it.
      const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        requireFile(path, fstatSync(descriptor));
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
    this.#check(folder, 0, 'folder');
    makeFolder(folder, 0o700);
    this.#check(folder, 0);
  }

  remove(path: string): void {
    this.#check(path, 1, 'link');
    removeTree(path);
  }

  list(named: string): readonly string[] {
    const path = this.#real(named);
    this.#check(path, 0, 'folder');
    return orMissing(() => readdirSync(path)) ?? [];
  }

  #real(path: string): string {
    const [link, name] = this.#labs === undefined ? [] : (linked.exec(path) ?? []);
    if (link === undefined || name === undefined) return path;
    const to = orMissing(() => (lstatSync(link).isSymbolicLink() ? readlinkSync(link) : undefined));
    const [lab] = to?.startsWith(`${this.#labs}/`) ? to.slice(this.#labs!.length + 1).split('/') : [];
    return lab && to === `${this.#labs}/${lab}/etc/${name}` ? path.replace(link, to) : path;
  }

  /** `depth`: how many names below one of netlab's folders the path must at least lie. `end`: the path itself must be a folder, or may be a link. */
  #check(path: string, depth: number, end?: 'folder' | 'link'): void {
    const root = this.#roots.find((folder) => path === folder || path.startsWith(`${folder}/`));
    const names = path.slice(root?.length).split('/').slice(1);
    if (!root || normalize(path) !== path || path.endsWith('/') || names.length < depth)
      throw new Foreign(
        `${path} is not in a folder of netlab's own (${this.#roots.join(', ')})`,
        'another program has changed a journal or a file beside it: take the lab away with netlab down',
      );
    let at = root;
    for (const [i, name] of [undefined, ...names].entries()) {
      if (name !== undefined) at += `/${name}`;
      const found = orMissing(() => lstatSync(at));
      if (!found) return;
      const last = i === names.length;
      if (found.isSymbolicLink() && last && end === 'link') return;
      if (found.isSymbolicLink())
        throw new Foreign(`${at} is a link: netlab follows none in its own folders`, `remove it: rm ${at}`);
      if (!found.isDirectory() && (end === 'folder' || i === 0 || !last))
        throw new Foreign(`${at} is not a folder, and netlab needs one there`, `remove it: rm ${at}`);
      // Below the lab's folder daemons may own what they made; nobody else can get there.
      if (i < 2 && found.isDirectory()) requireOwn(at, found);
    }
  }
}

/** Bytes; the largest of netlab's own are some 12 MB. */
const most = 256 * 2 ** 20;

export function requireFile(path: string, found: Stats): void {
  if (!found.isFile()) throw new Foreign(`${path} is not a file`, `remove it: rm -r ${path}`);
  if (found.size > most)
    throw new Foreign(
      `${path} has ${found.size} bytes, and netlab reads at most ${most}`,
      `remove it: rm ${path}`,
    );
}

/** A lab of a thousand nodes has as many folders: rmSync asks five times what this asks. */
function removeTree(path: string): void {
  orMissing(() => {
    if (!lstatSync(path).isDirectory()) return unlinkSync(path);
    for (const name of readdirSync(path)) removeTree(`${path}/${name}`);
    return rmdirSync(path);
  });
}

/** The kernel shows this uid for users that the user namespace does not map (fs.overflowuid). */
const overflow = 65_534;

/** The initial user namespace maps all 2^32 - 1 users. */
const isConfined = (): boolean => !/\b4294967295$/.test(readFileSync('/proc/self/uid_map', 'utf8').trim());

/** Only root may change the owner. */
const notYours = 'have root remove it, or set XDG_RUNTIME_DIR to a folder of your own';

function requireOwn(path: string, found: Stats): void {
  const user = process.geteuid?.();
  if (found.uid === overflow && user === 0 && isConfined())
    throw new Foreign(
      `${path} belongs to a user outside of this user namespace: netlab will not use it`,
      'run netlab outside of the user namespace, or in a place of its own: --on rootless',
    );
  if (found.uid !== user)
    throw new Foreign(
      `${path} belongs to user ${found.uid}, not to ${user}: netlab will not use it`,
      user === 0 ? `remove it, or make it yours: chown 0 ${path}` : notYours,
    );
  // In a sticky folder others can add files, but not remove or replace any.
  if (found.mode & 0o022 && !(found.mode & 0o1000))
    throw new Foreign(
      `${path} can be written by other users: netlab will not use it`,
      `remove it, or close it: chmod go-w ${path}`,
    );
}

function orMissing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
