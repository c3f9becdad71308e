/** This host, as root. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { Command, Outcome, Place, Stream } from '../model/place.ts';
import { enter } from './enter.ts';
import { takeLock } from './lock.ts';
import { PrivateFiles } from './private-files.ts';
import { otherProcesses, endProcesses } from './processes.ts';
import { attach, run } from './spawn.ts';
import { stream } from './stream.ts';

const directory = '/run/netlab';
const namespacesFolder = '/run/netns';
const files = new PrivateFiles([directory, '/etc/netns']);
const ground = { namespaces: namespacesFolder, files };

export const local: Place = {
  name: 'local',
  directory,
  async script(text, { lock, ...options } = {}) {
    // In braces, so that the shell has read all of it before it runs any: a netlab killed in the middle of writing a script
    // would otherwise leave a shell that runs the half of a line.
    return run(['sh'], { ...options, ...inherit(lock), input: `{\n${text}\n}\n` });
  },
  async run(command, { lock, ...options } = {}) {
    const entered = enter(command, ground);
    if ('fault' in entered) return failed(entered.fault);
    return missingProgram(await run(entered.argv, { ...options, ...inherit(lock) }));
  },
  open: (command) => {
    const entered = enter(command, ground);
    return 'fault' in entered ? brokenStream(entered.fault) : stream(entered.argv);
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
  namespaces: async () => namespaces(),
  processes: async () => otherProcesses(),
  end: endProcesses,
  lock: (lab) => takeLock(directory, lab, files),
  bootId: async () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
};

const inherit = (lock: { readonly descriptor: number } | undefined) =>
  lock ? { descriptor: lock.descriptor } : {};

const failed = (stderr: string): Outcome => ({ exit: 1, stdout: '', stderr, timedOut: false });

async function* nothing<T>(): AsyncGenerator<T> {}

const brokenStream = (fault: string): Stream => ({
  stdout: nothing(),
  stderr: nothing(),
  done: Promise.resolve(failed(fault)),
  interrupt: () => undefined,
  kill: () => undefined,
});

/** nsenter says 127 itself; `ip netns exec` ends with 1 (cmd_exec in iproute2's lib/exec.c). */
const missingProgram = (outcome: Outcome): Outcome =>
  outcome.exit !== 0 && /^exec of ".*" failed: No such file or directory$/m.test(outcome.stderr)
    ? { ...outcome, exit: 127 }
    : outcome;

/** A name may be left without a namespace, where `ip netns add` or `del` was killed: its inode is 0 here. */
function namespaces(): ReadonlyMap<string, number> {
  const { dev } = statSync('/proc/self/ns/net');
  const found = new Map<string, number>();
  if (!lstatSync(namespacesFolder, { throwIfNoEntry: false })) return found;
  for (const name of readdirSync(namespacesFolder)) {
    const stat = statSync(`${namespacesFolder}/${name}`, { throwIfNoEntry: false });
    if (stat) found.set(name, stat.dev === dev ? stat.ino : 0);
  }
  return found;
}
