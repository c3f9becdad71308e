/**
 * Files of the user: a lab, its guide. They are opened without waiting and must be regular files, because a FIFO
 * or a device may never answer, or never end. Only descriptors that the shell has opened (`<(command)`, /dev/stdin) may be pipes.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { meaningOf } from '../base/environment-fault.ts';
import { UsageError } from './usage-error.ts';

/** One byte more than the parser takes: the parser refuses what is longer, with words. */
const most = (1 << 20) + 1;

/** A descriptor that the shell has opened. */
export const isOpened = (path: string): boolean =>
  /^\/(dev\/stdin|dev\/fd\/\d+|proc\/self\/fd\/\d+)$/.test(path);

/** `shown` is the file as messages name it. */
export function readUserFile(path: string, shown: string): Buffer {
  const looked = lookAtUserFile(path);
  if ('bytes' in looked) return looked.bytes;
  throw new UsageError(`${shown} cannot be read: ${looked.why}`, looked.hint);
}

export interface RefusedFile {
  readonly why: string;
  readonly hint?: string;
}

export function lookAtUserFile(path: string): { readonly bytes: Buffer } | RefusedFile {
  try {
    return read(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = reasons[code];
    if (!why) throw error;
    return { why };
  }
}

function read(path: string): { readonly bytes: Buffer } | RefusedFile {
  const handed = isOpened(path);
  const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;
  const fd = openSync(path, handed ? O_RDONLY : O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) return { why: 'it is a folder' };
    if (!stat.isFile() && !handed) return { why: 'it is not a regular file', hint: 'a lab is a YAML file' };
    const bytes = Buffer.alloc(most);
    let length = 0;
    for (let got = -1; got !== 0 && length < most; length += got)
      got = readSync(fd, bytes, length, most - length, null);
    return { bytes: bytes.subarray(0, length) };
  } finally {
    closeSync(fd);
  }
}

/** Errors of the file. Others are errors of the machine (environment-fault.ts). */
const reasons: Readonly<Partial<Record<string, string>>> = {
  ...Object.fromEntries(
    ['EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ENOENT', 'ELOOP', 'ENAMETOOLONG', 'ENXIO', 'ENODEV', 'EIO'].map(
      (code) => [code, meaningOf(code)?.why],
    ),
  ),
  EAGAIN: 'reading it never ends',
  EINVAL: 'it cannot be read as a file',
};
