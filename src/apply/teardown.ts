/**
 * Removes a lab, and nothing else: `down`, a rollback and the cleaning before a build are this one routine. It collects errors
 * instead of stopping at one, and it may be run again at any point. It recognizes a lab's namespaces by entries that only netlab
 * can have made ({@link Owned}), not by names, and processes by the inode of their network namespace and by their mark.
 */
import { meaningOf } from '../base/environment-fault.ts';
import { shellLine } from '../base/quote.ts';
import type { Journal } from '../model/journal.ts';
import type { Lock, Place, Process } from '../model/place.ts';
import { programEntries, removalText } from '../steps/remove-programs.ts';
import { labFolder } from './journal.ts';
import { findStrangers } from './strangers.ts';

export interface Teardown {
  readonly namespaces: number;
  readonly processes: number;
  /** Objects that could not be removed, with the reason. */
  readonly problems: readonly string[];
  /** Objects that were left alone because they are not the lab's. */
  readonly notes: readonly string[];
}

/** Milliseconds between SIGTERM and SIGKILL: a daemon may say goodbye to its peers; a shell ignores SIGTERM. */
const grace = 1000;
/** A process may start another while one looks. */
const rounds = 5;

/** Without a journal (it was never written, or cannot be read) what netlab made is found all the same. */
export async function tearDown(
  lab: string,
  journal: Journal | undefined,
  place: Place,
  lock: Lock,
): Promise<Teardown> {
  const work = new Work(lab, journal, place, lock);
  // Processes do not survive a boot, nor do inodes.
  const same = await work.attempt('the boot id', async () => (await place.bootId()) === journal?.bootId);
  if (same) await work.attempt('undo', () => work.undo());
  await work.attempt('processes', () => work.endProcesses(same === true));
  await work.attempt('namespaces', () => work.deleteNamespaces());
  await work.attempt('programs', () => work.freePrograms());
  await work.attempt('names', () => work.nameStrangers());
  await work.removeFiles();
  return work.result;
}

class Work {
  readonly #lab: string;
  readonly #journal: Journal | undefined;
  readonly #place: Place;
  readonly #lock: Lock;
  readonly #problems: string[] = [];
  #notes: readonly string[] = [];
  #namespaces = 0;
  #processes = 0;

  constructor(lab: string, journal: Journal | undefined, place: Place, lock: Lock) {
    this.#lab = lab;
    this.#journal = journal;
    this.#place = place;
    this.#lock = lock;
  }

  get result(): Teardown {
    return {
      namespaces: this.#namespaces,
      processes: this.#processes,
      problems: this.#problems,
      notes: this.#notes,
    };
  }

  async attempt<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      this.#problems.push(`${what}: ${meaningOf(code)?.why ?? message}`);
      return undefined;
    }
  }

  /** In a half-built lab most of it has not been done yet, so that undoing it fails for good reason. */
  async undo(): Promise<void> {
    for (const argv of this.#journal?.undo ?? []) {
      const outcome = await this.#place.run({ argv }, { lock: this.#lock });
      if (outcome.exit !== 0 && this.#journal?.state === 'up')
        this.#problems.push(`${shellLine(argv)}: ${outcome.stderr.trim()}`);
    }
  }

  async endProcesses(sameBoot: boolean): Promise<void> {
    for (let round = 1; ; round++) {
      const found = await this.#ofLab(sameBoot);
      if (found.length === 0) return;
      if (round > rounds) {
        const list = found.map(({ pid, argv }) => `${pid} (${argv.join(' ')})`).join(', ');
        this.#problems.push(`processes that do not end: ${list}`);
        return;
      }
      if (round === 1) this.#processes = found.length;
      await this.#place.end(found, grace);
    }
  }

  async #ofLab(sameBoot: boolean): Promise<readonly Process[]> {
    const processes = await this.#place.processes();
    const { namespaces } = await this.#place.owned(this.#lab);
    const inodes = new Set(namespaces.values());
    const mark = sameBoot && this.#journal ? `${this.#lab}:${this.#journal.id}` : undefined;
    const marked = (one: Process) => mark !== undefined && one.mark === mark;
    if (sameBoot) for (const inode of await this.#lost(processes, marked)) inodes.add(inode);
    // The place's own namespace is never a lab's.
    inodes.delete(processes.find(({ pid }) => pid === 1)?.namespace ?? 0);
    inodes.delete(0);
    return processes.filter((one) => inodes.has(one.namespace) || marked(one));
  }

  /**
   * A namespace that lost its name (`ip netns del` by hand) lives on while processes are in it. Once none is, the kernel may
   * give its inode to another one: it is still the lab's only where a process that the lab started is in it.
   */
  async #lost(processes: readonly Process[], marked: (one: Process) => boolean): Promise<readonly number[]> {
    const named = new Set((await this.#place.namespaces()).values());
    const lost = (this.#journal?.namespaces ?? []).flatMap(({ inode }) =>
      inode && !named.has(inode) ? [inode] : [],
    );
    if (lost.length === 0) return [];
    const folder = `${labFolder(this.#place, this.#lab)}/pid`;
    const files = await this.#place.list(folder);
    const started = await Promise.all(files.map((name) => this.#place.read(`${folder}/${name}`)));
    const pids = new Set(started.map(Number));
    const ours = processes.filter((one) => marked(one) || pids.has(one.pid));
    return lost.filter((inode) => ours.some(({ namespace }) => namespace === inode));
  }

  async deleteNamespaces(): Promise<void> {
    const { namespaces, links } = await this.#place.owned(this.#lab);
    const linked = links.flatMap((path) => /^\/run\/netns\/(.*)/.exec(path)?.[1] ?? []);
    const mounted = [...namespaces].flatMap(([name, inode]) => (inode === 0 ? [] : [name]));
    this.#namespaces = new Set([...mounted, ...linked]).size;
    await this.#place.removeOwned(this.#lab, this.#lock);
    const left = await this.#place.owned(this.#lab);
    const still = [
      ...left.links,
      ...[...left.namespaces].flatMap(([name, inode]) => (inode === 0 ? [] : [name])),
    ];
    if (still.length > 0) this.#problems.push(`${still.join(', ')}: still there`);
  }

  /** BPF programs at interfaces end with the namespaces. Those of cgroups end with the cgroups. */
  async freePrograms(): Promise<void> {
    const folder = labFolder(this.#place, this.#lab);
    const entries = await this.#place.list(folder);
    if (!entries.some((name) => programEntries.includes(name))) return;
    const { exit, stderr } = await this.#place.script(removalText(this.#lab, folder), { lock: this.#lock });
    if (exit !== 0) this.#problems.push(stderr.trim() || `${folder}: its BPF programs are still there`);
  }

  async nameStrangers(): Promise<void> {
    this.#notes = await findStrangers(this.#lab, this.#journal, this.#place);
  }

  /** The journal goes last, so that a killed `down` can be repeated. */
  async removeFiles(): Promise<void> {
    const folder = labFolder(this.#place, this.#lab);
    const inside = (await this.attempt(folder, () => this.#place.list(folder))) ?? [];
    for (const name of inside.filter((one) => one !== 'journal.json')) {
      const path = `${folder}/${name}`;
      await this.attempt(path, () => this.#place.remove(path));
    }
    // With problems the journal stays, for another try.
    if (this.#problems.length === 0) await this.attempt(folder, () => this.#place.remove(folder));
  }
}
