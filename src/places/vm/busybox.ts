/**
 * busybox, linked statically: the only program before the host's files are there. Where the host's is linked to libraries, or
 * there is none, Debian's busybox-static is unpacked into the cache; to install it would drive out another busybox.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { runOnce } from '../process/once.ts';
import { withDownload } from './kernel.ts';

export async function findBusybox(cache: string): Promise<string> {
  const cached = `${cache}/busybox`;
  const here = ['/bin/busybox', '/usr/bin/busybox', cached].find(
    (path) => statSync(path, { throwIfNoEntry: false })?.isFile() && isStatic(readFileSync(path)),
  );
  if (here) return here;
  return withDownload(cache, async (download) => {
    const file = await download('busybox-static');
    const folder = `${file}.files`;
    mkdirSync(folder);
    const { exit, stderr } = await runOnce(['dpkg-deb', '-x', file, folder]);
    const program = ['bin', 'usr/bin']
      .map((bin) => `${folder}/${bin}/busybox`)
      .find((path) => existsSync(path));
    if (exit !== 0 || !program) throw new Error(`busybox-static could not be unpacked: ${stderr.trim()}`);
    renameSync(program, cached);
    return cached;
  });
}

/** A program that needs libraries has a program header of type 3, PT_INTERP (elf(5)); both machines are 64 bits, little-endian. */
export function isStatic(program: Buffer): boolean {
  if (program.length < 64 || program.toString('latin1', 0, 4) !== '\x7fELF') return false;
  const start = Number(program.readBigUInt64LE(32));
  const size = program.readUInt16LE(54);
  const count = program.readUInt16LE(56);
  const types = Array.from({ length: count }, (_, i) => program.readUInt32LE(start + i * size));
  return !types.includes(3);
}
