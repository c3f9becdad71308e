/**
 * The programs, kernel features and privileges of a place. One script looks for all of them, so every place gives the same form.
 * It reads first: loaded and built-in modules, module files, the kernel's configuration. It tries only what reading leaves
 * open, in a network namespace that goes away again, and only if that loads no module that changes the host.
 */
import { requireProcesses } from '../../base/no-more-processes.ts';
import type { KernelFeature } from '../../model/kernel-feature.ts';
import type { Place } from '../../model/place.ts';
import { PlaceCannot } from '../place-cannot.ts';
import { attemptScript, readScript } from './facts-script.ts';
import { kernelFeatures } from './kernel-features.ts';
import { tools } from './tools.ts';

/** `module`: not loaded, but its file is there. */
export type Presence = 'yes' | 'no' | 'module' | 'unknown';

export interface MachineFacts {
  readonly place: string;
  /** `Linux` */
  readonly system: string;
  readonly release: string;
  readonly user: number;
  /** May make and change network namespaces: CAP_SYS_ADMIN and CAP_NET_ADMIN. */
  readonly root: boolean;
  /** In a user namespace: those rights are over what is its own, and not over the host. */
  readonly confined: boolean;
  /** Another user namespace owns the mounts, as after `unshare -U`: those rights are not enough. */
  readonly foreignMounts: boolean;
  /** Path by name. */
  readonly tools: Readonly<Record<string, string | undefined>>;
  /** The first line that each program prints about its version, if that was asked for. */
  readonly versions: Readonly<Record<string, string>>;
  readonly kernel: Readonly<Record<string, Presence>>;
}

export interface FactsQuery {
  /** More programs to look for than the known ones. */
  readonly tools?: readonly string[];
  readonly versions?: boolean;
  readonly attempts?: boolean;
}

export async function readFacts(place: Place, ask: FactsQuery = {}): Promise<MachineFacts> {
  const names = [...new Set([...tools.names, ...(ask.tools ?? [])])];
  const read = await place.script(readScript(names, ask.versions ?? false));
  requireProcesses(read.stderr, `the programs that examine ${place.name}`);
  const said = parseFacts(read.stdout, place.name);
  // A missing fact and an unread one look the same.
  if (said.system === '')
    throw new PlaceCannot(
      `the programs and the kernel of ${place.name} cannot be examined; nothing was done`,
      [
        {
          what: 'sh',
          why: read.stderr.trim().split('\n').at(-1) || 'its script printed nothing',
          todo: 'raise the limits (ulimit -a), or end other programs',
        },
      ],
    );
  const open = kernelFeatures.all.filter((one) => said.kernel[one.name] === 'unknown' && one.attempt);
  if (!ask.attempts || !said.root || open.length === 0) return said;
  const tried = await place.script(attemptScript(open));
  requireProcesses(tried.stderr, `the programs that examine ${place.name}`);
  return { ...said, kernel: { ...said.kernel, ...readAttempts(tried.stdout) } };
}

/** Lines of `key name value`, by key; the value may have blanks. */
function table(text: string): (key: string) => ReadonlyMap<string, string> {
  const rows = text.split('\n').map((line) => /^(\S+) (\S+) ?(.*)$/.exec(line));
  return (key) =>
    new Map(rows.flatMap((row) => (row?.[1] === key ? [[row[2]!, row[3]!.trim()] as const] : [])));
}

/** Bits 12 and 21 of the effective capabilities (include/uapi/linux/capability.h). */
const needed = (1n << 12n) | (1n << 21n);

export function parseFacts(text: string, place: string): MachineFacts {
  const of = table(text);
  const is = of('is');
  const user = Number(is.get('user') ?? Number.NaN);
  const capabilities = BigInt(`0x${is.get('capabilities') || '0'}`);
  const evidence = {
    loaded: of('loaded'),
    builtin: of('builtin'),
    file: of('file'),
    config: of('config'),
    filesystem: of('filesystem'),
    is,
  };
  return {
    place,
    system: is.get('system') ?? '',
    release: is.get('release') ?? '',
    user,
    root: (capabilities & needed) === needed && is.get('mounts') !== 'foreign',
    foreignMounts: is.get('mounts') === 'foreign',
    confined: is.get('users') === 'some',
    tools: Object.fromEntries([...of('tool')].map(([name, path]) => [name, path || undefined])),
    versions: Object.fromEntries([...of('version')].map(([name, line]) => [name, versionIn(line)])),
    kernel: Object.fromEntries(kernelFeatures.all.map((one) => [one.name, presence(one, evidence)])),
  };
}

/** `iproute2-6.1.0` is 6.1.0, `iputils 20221126` a date. iptables also names its backend. */
const versionIn = (line: string): string =>
  [/\d+\.[\d.]*\d|\d{8}/.exec(line)?.[0], /\((nf_tables|legacy)\)/.exec(line)?.[0]].filter(Boolean).join(' ');

type Evidence = Record<
  'loaded' | 'builtin' | 'file' | 'config' | 'filesystem' | 'is',
  ReadonlyMap<string, string>
>;

function presence(
  { name, modules, config, fileSystem, initial }: KernelFeature,
  { loaded, builtin, file, config: configured, filesystem, is }: Evidence,
): Presence {
  if (initial && is.get('users') === 'some') return 'no';
  if (fileSystem !== undefined && is.has('filesystems')) return filesystem.has(fileSystem) ? 'yes' : 'no';
  // Its device is the host's.
  if (name === 'tun' && is.get('users') === 'some' && !is.has('tun')) return 'no';
  if (modules.some((one) => loaded.has(one) || builtin.has(one))) return 'yes';
  if (modules.some((one) => file.has(one))) return 'module';
  const said = config.map((one) => configured.get(one));
  if (said.includes('y')) return 'yes';
  if (is.has('modules') && modules.length > 0) return 'no';
  // The configuration is there when it names NET, which every kernel with a network has. Without module files (a
  // container) the host may still load what is configured as a module.
  return configured.has('NET') && !said.includes('m') ? 'no' : 'unknown';
}

/**
 * The kernel looks up the type before anything else. Any other error therefore means that the kernel has the type. There are
 * two spellings, since Linux 5.6 and before, and tc has its own. A missing privilege leaves the question open.
 */
function readAttempts(text: string): Record<string, Presence> {
  return Object.fromEntries(
    [...table(text)('tried')].map(([name, answer]): [string, Presence] => {
      if (/Unknown device type|not supported|kind is unknown|Failed to initialize nft/i.test(answer))
        return [name, 'no'];
      return [name, /not permitted|denied|not found/i.test(answer) ? 'unknown' : 'yes'];
    }),
  );
}
