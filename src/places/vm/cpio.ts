/**
 * An archive as the kernel unpacks it at boot: cpio's "newc" format (Documentation/driver-api/early-userspace/buffer-format.rst).
 * Every entry is `070701`, thirteen numbers of eight hexadecimal digits, the name and the content, each padded to four bytes.
 */
export interface CpioEntry {
  readonly path: string;
  /** Absent: a folder. */
  readonly content?: Uint8Array;
  /** Permission bits; 0755 when absent. */
  readonly mode?: number;
}

/** Type bits of st_mode. */
const folder = 0o040000;
const regular = 0o100000;

export function cpio(entries: readonly CpioEntry[]): Buffer {
  const all = entries.map(({ path, content, mode = 0o755 }, i) =>
    record(path, i + 1, (content ? regular : folder) | mode, content ?? new Uint8Array()),
  );
  return Buffer.concat([...all, record('TRAILER!!!', 0, 0, new Uint8Array())]);
}

function record(path: string, inode: number, mode: number, content: Uint8Array): Buffer {
  const name = Buffer.from(`${path}\0`);
  // inode, mode, uid, gid, links, mtime, size, device (2), special device (2), length of the name, checksum (unused)
  const numbers = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const head = Buffer.from(`070701${numbers.map((n) => n.toString(16).padStart(8, '0')).join('')}`);
  return Buffer.concat([padded([head, name]), padded([content])]);
}

function padded(parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, Buffer.alloc(-length & 3)]);
}
