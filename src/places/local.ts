/** This host, as root. */
import { readFileSync } from 'node:fs';
import { namespaceFilesFolder, namespacesFolder } from '../model/owned.ts';
import type { Command, Outcome, Place } from '../model/place.ts';
import { runOwn } from './agent/own-programs.ts';
import { takeLock } from './files/lock.ts';
import { inodesOf, namesIn, owned } from './files/owned.ts';
import { PrivateFiles } from './files/private-files.ts';
import { removeOwned } from './files/remove-owned.ts';
import { enter } from './process/enter.ts';
import { attach } from './process/once.ts';
import { endProcesses, otherProcesses } from './process/processes.ts';
import { run } from './process/spawn.ts';
import { broken, stream } from './process/stream.ts';
import { whole } from './process/whole-script.ts';
import { missingProgram } from './requirements/missing-program.ts';

const directory = '/run/netlab';
const files = new PrivateFiles([directory, namespaceFilesFolder], directory);
const ground = { namespaces: namespacesFolder, files };

export const local: Place = {
  name: 'local',
  directory,
  async script(text, { lock, ...options } = {}) {
    return run(['sh'], { ...options, ...inherit(lock), system: true, input: whole(text) });
  },
  async run(command, { lock, ...options } = {}) {
    const own = await runOwn(command, { ...options, ...(lock ? { lock } : {}) });
    if (own) return own;
    const entered = enter(command, ground);
    if ('fault' in entered) return failed(entered.fault);
    return missingProgram(await run(entered.argv, { ...options, ...inherit(lock), system: true }));
  },
  open: (command) => {
    const entered = enter(command, ground);
    return 'fault' in entered ? broken(Promise.resolve(failed(entered.fault))) : stream(entered.argv);
  },
  async attach(command: Command) {
    const entered = enter(command, ground);
    if (!('fault' in entered)) return attach(entered.argv);
    process.stderr.write(entered.fault);
    return 1;
  },
  read: async (path) => files.read(path),
  write: async (path, text) => files.write(path, text),
  remove: async (path) => files.remove(path),
  list: async (path) => files.list(path),
  namespaces: async () => inodesOf(namespacesFolder, namesIn(namespacesFolder)),
  owned: async (lab) => owned(`${directory}/${lab}`, files),
  removeOwned: (lab, lock) => removeOwned(`${directory}/${lab}`, files, inherit(lock)),
  processes: async () => otherProcesses(),
  end: endProcesses,
  lock: (lab) => takeLock(directory, lab, files),
  bootId: async () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
};

const inherit = (lock: { readonly descriptor: number } | undefined) =>
  lock ? { descriptor: lock.descriptor } : {};

const failed = (stderr: string): Outcome => ({ exit: 1, stdout: '', stderr, timedOut: false });
