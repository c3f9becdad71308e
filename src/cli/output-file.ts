/**
 * Opens a file that the user has named for output. open(2) of a FIFO waits for its reader in a system call, where no signal handler
 * of Node runs. So a FIFO that no program reads is an error.
 */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { environmentFault } from '../base/environment-fault.ts';
import { UsageError } from '../engine/usage-error.ts';

const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND, O_NONBLOCK, O_NOCTTY } = constants;

export function openOutput(path: string, end: 'replace' | 'append' = 'replace'): number {
  const flags = O_WRONLY | O_CREAT | O_NOCTTY | (end === 'append' ? O_APPEND : O_TRUNC);
  const descriptor = openSync(path, flags | O_NONBLOCK, 0o666);
  if (fstatSync(descriptor).isFile()) return descriptor;
  // Writes to a FIFO, a terminal or a device wait until there is room.
  try {
    return openSync(path, flags);
  } finally {
    closeSync(descriptor);
  }
}

/** Runs `open` for the file of an option. An error of the system is an error of the command line. */
export function openNamed(file: string, open: () => number = () => openOutput(file)): number {
  try {
    return open();
  } catch (error) {
    const fault = environmentFault(error);
    if (!fault) throw error;
    throw new UsageError(`${file} cannot be written: ${fault.why}`, fault.todo);
  }
}
