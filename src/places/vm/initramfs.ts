/** The archive that the kernel starts with: busybox, the modules that reach the host's files, two scripts, and the keys of this one VM. */
import { readFileSync } from 'node:fs';
import { type CpioEntry, cpio } from './cpio.ts';
import guest from './guest.sh';
import init from './init.sh';
import { bootModules, index, type Kernel } from './kernel.ts';
import { inLoadOrder } from './modules.ts';

export interface GuestSettings {
  readonly busybox: string;
  readonly hostKey: Buffer;
  /** A line of authorized_keys. */
  readonly mayLogIn: string;
  /** Seconds. */
  readonly idle: number;
}

/** Seconds between two looks of the guest at whether it is used. */
const watch = 30;

export function initramfs(kernel: Kernel, settings: GuestSettings): Buffer {
  const folder = `${kernel.modules}/${kernel.release}`;
  const modules = inLoadOrder(bootModules, index(folder)).paths.map((path, i) => ({
    // insmod takes them in the order of their names.
    path: `modules/${String(i).padStart(2, '0')}-${path.slice(path.lastIndexOf('/') + 1)}`,
    content: readFileSync(`${folder}/${path}`),
  }));
  const lines = `idle_limit=${settings.idle}\nwatch_every=${Math.min(watch, settings.idle)}\n`;
  const folders = ['bin', 'dev', 'modules', 'lower', 'upper', 'root', 'vm'].map(
    (path): CpioEntry => ({ path }),
  );
  return cpio([
    ...folders,
    { path: 'bin/busybox', content: readFileSync(settings.busybox) },
    { path: 'init', content: Buffer.from(init) },
    ...modules,
    { path: 'vm/guest.sh', content: Buffer.from(guest), mode: 0o644 },
    { path: 'vm/settings', content: Buffer.from(lines), mode: 0o644 },
    { path: 'vm/hostkey', content: settings.hostKey, mode: 0o600 },
    { path: 'vm/authorized_keys', content: Buffer.from(`${settings.mayLogIn}\n`), mode: 0o600 },
  ]);
}
