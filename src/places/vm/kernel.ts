/**
 * A kernel with modules, in the cache: this host's own where it has what the VM and its labs need, else Debian's stock kernel
 * out of its package, which is downloaded and unpacked, never installed.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { release as hostRelease } from 'node:os';
import { PlaceCannot } from '../place-cannot.ts';
import { runOnce } from '../process/once.ts';
import { kernelFeatures } from '../requirements/kernel-features.ts';
import type { Machine } from './machine.ts';
import { inLoadOrder } from './modules.ts';
import unpack from './unpack.sh';

export interface Kernel {
  readonly release: string;
  readonly image: string;
  /** Holds `<release>/modules.dep` and the modules. */
  readonly modules: string;
}

/** The modules for the host's files and the network. They are loaded first, in this order. */
export const bootModules = ['virtio_pci', 'virtio_net', '9pnet_virtio', '9p', 'overlay'];
/** The modules of all kernel features that labs may need. Of alternatives, the first. */
export const labModules: readonly string[] = kernelFeatures.all.flatMap(({ modules }) => modules.slice(0, 1));

export async function fetchKernel({
  cache,
  machine,
  busybox,
  note,
}: {
  cache: string;
  machine: Machine;
  busybox: string;
  note(text: string): void;
}): Promise<Kernel> {
  const cached = newest(cache);
  if (cached) return cached;
  const own = hostRelease();
  if (hostHas(own)) {
    note(`unpacking this host's kernel ${own}`);
    return make(cache, own, busybox);
  }
  return withDownload(cache, async (download) => {
    note(`fetching Debian's kernel (linux-image-${machine.debian}, about 70 MB), once`);
    const name = await kernelPackage(machine);
    const file = await download(name);
    return make(cache, name.replace(/^linux-image-/, ''), busybox, file);
  });
}

/** Package files land in a folder that goes away again. */
export async function withDownload<T>(
  cache: string,
  use: (download: (name: string) => Promise<string>) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(`${cache}/download-`);
  try {
    return await use(async (name) => {
      const { exit, stderr } = await runOnce([
        'sh',
        '-c',
        'cd "$1" && exec apt-get -q download "$2"',
        'sh',
        folder,
        name,
      ]);
      const file = readdirSync(folder).find((one) => one.startsWith(`${name}_`));
      if (exit === 0 && file) return `${folder}/${file}`;
      throw cannotFetch(name, stderr);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** linux-image-amd64 is empty and depends on the kernel of the day. */
async function kernelPackage(machine: Machine): Promise<string> {
  const meta = `linux-image-${machine.debian}`;
  const { stdout, stderr } = await runOnce(['apt-cache', 'depends', '--important', meta]);
  const found = /^\s*Depends: (linux-image-\S+)$/m.exec(stdout)?.[1];
  if (!found) throw cannotFetch(meta, stderr);
  return found;
}

const cannotFetch = (name: string, stderr: string): PlaceCannot =>
  new PlaceCannot('the VM has no kernel to start', [
    {
      what: name,
      why: stderr.trim().split('\n').at(-1) || 'the package is not to be had',
      todo: 'apt-get update, as root; on a system without Debian packages, a kernel in /boot with its modules serves as well',
    },
  ]);

/** Unpacked beside its place and moved there whole, so that a folder by this name is complete. */
async function make(cache: string, release: string, busybox: string, file?: string): Promise<Kernel> {
  const draft = mkdtempSync(`${cache}/unpack-`);
  try {
    const { exit, stderr } = await runOnce([
      'sh',
      '-c',
      unpack,
      'sh',
      draft,
      release,
      busybox,
      ...(file ? [file] : []),
    ]);
    if (exit !== 0) throw new Error(`the kernel ${release} could not be unpacked: ${stderr.trim()}`);
    const made = at(draft, release);
    const { missing } = inLoadOrder([...bootModules, ...labModules], index(`${made.modules}/${release}`));
    if (missing.length > 0) throw new Error(`the kernel ${release} lacks modules: ${missing.join(', ')}`);
    const folder = `${cache}/kernel-${release}`;
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    return at(folder, release);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const at = (folder: string, release: string): Kernel => ({
  release,
  image: existsSync(`${folder}/vmlinux`) ? `${folder}/vmlinux` : `${folder}/vmlinuz`,
  modules: `${folder}/lib/modules`,
});

function newest(cache: string): Kernel | undefined {
  const releases = readdirSync(cache).flatMap((name) => /^kernel-(.+)$/.exec(name)?.[1] ?? []);
  const last = releases.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return last === undefined ? undefined : at(`${cache}/kernel-${last}`, last);
}

export const index = (folder: string): { readonly dep: string; readonly builtin: string } => ({
  dep: readFileSync(`${folder}/modules.dep`, 'utf8'),
  builtin: readFileSync(`${folder}/modules.builtin`, 'utf8'),
});

function hostHas(release: string): boolean {
  const folder = `/lib/modules/${release}`;
  if (!existsSync(`${folder}/modules.dep`) || !readable(`/boot/vmlinuz-${release}`)) return false;
  return inLoadOrder([...bootModules, ...labModules], index(folder)).missing.length === 0;
}

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
