/**
 * Errors of the operating system that no verb has put into words of its own: a full disk, a file that may not be read, no more
 * descriptors. They are the machine's, so they end with a sentence and exit code 4, or 3 where a privilege or a limit is in the way.
 */

export interface EnvironmentFault {
  readonly text: string;
  /** The second part of the text: the reason alone. */
  readonly why: string;
  readonly todo: string;
  readonly exit: 3 | 4;
}

interface Meaning {
  readonly why: string;
  readonly todo: string;
  readonly exit: 3 | 4;
}

const privilege = 'run netlab as the owner, or change the permissions';
const memory = 'end other programs, or use a smaller lab';
const limits = 'raise the limit (ulimit -n 1024), or end other programs';
const processes = 'raise the limit (ulimit -u), or end other programs';
const path = 'check the path';

const meanings: Readonly<Partial<Record<string, Meaning>>> = {
  ENOSPC: { why: 'no space is left on the device', todo: 'free some space', exit: 4 },
  EDQUOT: { why: 'the disk quota is used up', todo: 'free some space', exit: 4 },
  EFBIG: { why: 'the file would be larger than the limit', todo: 'raise the limit (ulimit -f)', exit: 4 },
  EIO: { why: 'the device reports an error', todo: 'check the disk, or write elsewhere', exit: 4 },
  EROFS: { why: 'the file system is read-only', todo: 'mount it writable, or use another folder', exit: 3 },
  EACCES: { why: 'permission denied', todo: privilege, exit: 3 },
  EPERM: { why: 'the operation is not permitted', todo: privilege, exit: 3 },
  EMFILE: { why: 'too many files are open', todo: limits, exit: 3 },
  ENFILE: { why: 'too many files are open on this machine', todo: limits, exit: 3 },
  EAGAIN: { why: 'no more processes can be started', todo: processes, exit: 3 },
  ENOMEM: { why: 'out of memory', todo: memory, exit: 3 },
  ENOTDIR: { why: 'part of the path is not a folder', todo: path, exit: 4 },
  EISDIR: { why: 'a folder was found instead of a file', todo: path, exit: 4 },
  ENOTEMPTY: { why: 'the folder is not empty', todo: path, exit: 4 },
  EEXIST: { why: 'it exists already', todo: path, exit: 4 },
  ENOENT: { why: 'no such file or folder', todo: path, exit: 4 },
  ELOOP: { why: 'its links form a loop, or a link is not followed here', todo: path, exit: 4 },
  ENAMETOOLONG: { why: 'the name is too long', todo: 'use a shorter path', exit: 4 },
  ENXIO: { why: 'no program reads this FIFO, or it is a socket or a missing device', todo: path, exit: 4 },
  ENODEV: { why: 'the device is not there', todo: path, exit: 4 },
  EBUSY: { why: 'it is in use', todo: 'end what uses it, and try again', exit: 4 },
  ETXTBSY: { why: 'it is being run', todo: 'end it, and try again', exit: 4 },
};

/** System calls in words. */
const attempts: Readonly<Partial<Record<string, string>>> = {
  open: 'open',
  read: 'read',
  write: 'write',
  mkdir: 'make the folder',
  rmdir: 'remove the folder',
  unlink: 'remove',
  rename: 'rename',
  stat: 'look at',
  lstat: 'look at',
  scandir: 'list',
  uv_cwd: 'find the working folder',
};

/** The reason for an error code of the system, as in `cannot open x: permission denied`, and what to do. */
export const meaningOf = (code: string): Pick<Meaning, 'why' | 'todo'> | undefined => meanings[code];

/** A cause may have a cause; nobody makes a chain longer than this. */
const deepest = 8;

/** Of the error or of what caused it. Undefined for all else: that is a fault of netlab. */
export function environmentFault(error: unknown, depth = 0): EnvironmentFault | undefined {
  if (!(error instanceof Error) || depth > deepest) return undefined;
  const { code = '', syscall = '', path: at } = error as NodeJS.ErrnoException;
  const meaning = meanings[code];
  if (!meaning || syscall === '') return environmentFault(error.cause, depth + 1);
  // Of a program that was not started, the call names it.
  if (syscall.startsWith('spawn'))
    return { ...meaning, text: `cannot ${syscall.replace('spawn', 'start')}: ${meaning.why}` };
  return { ...meaning, text: `cannot ${attempts[syscall] ?? syscall}${at ? ` ${at}` : ''}: ${meaning.why}` };
}

/** An error as part of a message: what happened, why, and the remedy if there is one. */
export function inWords(error: unknown): string {
  const fault = environmentFault(error);
  if (fault) return `${fault.text}; ${fault.todo}`;
  if (!(error instanceof Error)) return String(error);
  const { todo } = error as { readonly todo?: unknown };
  return typeof todo === 'string' ? `${error.message}; ${todo}` : error.message;
}
