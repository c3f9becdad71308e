/**
 * Takes away what a journal names, and nothing else: `down`, a rollback and the cleaning before a build are this one routine.
 * It never stops at an error but collects them, and it may be run again at any point. Processes are found by the inode of
 * their network namespace, not by name; a namespace whose inode is not the one in the journal is somebody else's by now.
 */
import { shellLine } from '../base/quote.ts';
import type { Journal } from '../model/journal.ts';
import type { Lock, Place, Process } from '../model/place.ts';
import { labFolder } from './journal.ts';
import { deleteScript } from './script.ts';

export interface Teardown {
  readonly namespaces: number;
  readonly processes: number;
  /** What could not be removed, and why. */
  readonly problems: readonly string[];
  /** What was left alone because it is not the lab's. */
  readonly notes: readonly string[];
}

/** Milliseconds between SIGTERM and SIGKILL: a daemon may say goodbye to its peers; a shell ignores SIGTERM. */
const grace = 1000;
/** A process may start another while one looks. */
const rounds = 5;

export async function tearDown(journal: Journal, place: Place, lock: Lock): Promise<Teardown> {
  const work = new Work(journal, place, lock);
  // Namespaces and processes do not survive a boot; names in /run/netns are then somebody else's.
  if (await work.attempt('the boot id', async () => (await place.bootId()) === journal.bootId)) {
    await work.attempt('undo', () => work.undo());
    await work.attempt('processes', () => work.endProcesses());
    await work.attempt('namespaces', () => work.deleteNamespaces());
  }
  await work.removeFiles();
  return work.result;
}

class Work {
  readonly #journal: Journal;
  readonly #place: Place;
  readonly #lock: Lock;
  readonly #problems: string[] = [];
  readonly #notes = new Set<string>();
  #namespaces = 0;
  #processes = 0;

  constructor(journal: Journal, place: Place, lock: Lock) {
    this.#journal = journal;
    this.#place = place;
    this.#lock = lock;
  }

  get result(): Teardown {
    return {
      namespaces: this.#namespaces,
      processes: this.#processes,
      problems: this.#problems,
      notes: [...this.#notes],
    };
  }

  async attempt<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      this.#problems.push(`${what}: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** In a half-built lab most of it has not been done yet, so that undoing it fails for good reason. */
  async undo(): Promise<void> {
    for (const argv of this.#journal.undo) {
      const outcome = await this.#place.run({ argv }, { lock: this.#lock });
      if (outcome.exit !== 0 && this.#journal.state === 'up')
        this.#problems.push(`${shellLine(argv)}: ${outcome.stderr.trim()}`);
    }
  }

  async endProcesses(): Promise<void> {
    for (let round = 1; ; round++) {
      const inside = await this.#inside();
      if (inside.length === 0) return;
      if (round > rounds) {
        const list = inside.map(({ pid, argv }) => `${pid} (${argv.join(' ')})`).join(', ');
        this.#problems.push(`processes that do not end: ${list}`);
        return;
      }
      if (round === 1) this.#processes = inside.length;
      await this.#place.end(inside, grace);
    }
  }

  async #inside(): Promise<readonly Process[]> {
    const processes = await this.#place.processes();
    const inodes = new Set((await this.#ours()).map(({ inode }) => inode));
    for (const inode of await this.#nameless(processes)) inodes.add(inode);
    // Whatever name it may have been given by now: the place's own namespace is never a lab's.
    inodes.delete(processes.find(({ pid }) => pid === 1)?.namespace ?? 0);
    inodes.delete(0);
    return processes.filter(({ namespace }) => inodes.has(namespace));
  }

  /**
   * A namespace that lost its name (`ip netns del` by hand) lives on while processes are in it. Once none is, the kernel may
   * give its inode to another one: it is still the lab's only where a process that the lab started is in it.
   */
  async #nameless(processes: readonly Process[]): Promise<readonly number[]> {
    const named = await this.#place.namespaces();
    const lost = this.#journal.namespaces.flatMap(({ name, inode }) =>
      inode && !named.has(name) ? [inode] : [],
    );
    if (lost.length === 0) return [];
    const folder = `${labFolder(this.#place, this.#journal.lab)}/pid`;
    const files = await this.#place.list(folder);
    const started = await Promise.all(files.map((name) => this.#place.read(`${folder}/${name}`)));
    const pids = new Set(started.map(Number));
    return lost.filter((inode) =>
      processes.some(({ pid, namespace }) => namespace === inode && pids.has(pid)),
    );
  }

  /** Namespaces of the journal that are there under their name: with their inode, 0 for a name that lost its namespace. */
  async #ours(): Promise<readonly { readonly name: string; readonly inode: number }[]> {
    const now = await this.#place.namespaces();
    return this.#journal.namespaces.flatMap(({ name, inode: then }) => {
      const inode = now.get(name);
      if (inode === undefined) return [];
      if (then === undefined || inode === then || inode === 0) return [{ name, inode }];
      this.#notes.add(`${name} is another namespace by now and was left alone`);
      return [];
    });
  }

  async deleteNamespaces(): Promise<void> {
    const names = (await this.#ours()).map(({ name }) => name);
    if (names.length === 0) return;
    const { stderr } = await this.#place.script(deleteScript(names), { lock: this.#lock });
    const left = new Set((await this.#ours()).map(({ name }) => name));
    this.#namespaces = names.length - left.size;
    for (const name of left) {
      const outcome = await this.#place.run({ argv: ['ip', 'netns', 'del', name] }, { lock: this.#lock });
      if (outcome.exit === 0) this.#namespaces += 1;
      else this.#problems.push(`ip netns del ${name}: ${(outcome.stderr || stderr).trim()}`);
    }
  }

  /** The journal goes last, so that whoever kills this can have it done again. */
  async removeFiles(): Promise<void> {
    const folder = labFolder(this.#place, this.#journal.lab);
    const inside = (await this.attempt(folder, () => this.#place.list(folder))) ?? [];
    const parts = inside.filter((name) => name !== 'journal.json').map((name) => `${folder}/${name}`);
    for (const path of [...this.#journal.paths, ...parts])
      await this.attempt(path, () => this.#place.remove(path));
    // With problems the journal stays, for another try.
    if (this.#problems.length === 0) await this.attempt(folder, () => this.#place.remove(folder));
  }
}
