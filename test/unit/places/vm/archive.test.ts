/** The VM's initramfs: an archive that cpio reads, modules in their order, a program that needs no library. */
import { readFileSync } from 'node:fs';
import { execaSync } from 'execa';
import { describe, expect, it } from 'vitest';
import { isStatic } from '../../../../src/places/vm/busybox.ts';
import { cpio } from '../../../../src/places/vm/cpio.ts';
import { inLoadOrder, moduleName } from '../../../../src/places/vm/modules.ts';

describe('cpio', () => {
  const archive = cpio([
    { path: 'bin' },
    { path: 'bin/odd', content: Buffer.from('12345') },
    { path: 'key', content: Buffer.from(''), mode: 0o600 },
  ]);
  it('pads every part to four bytes and closes with its trailer', () => {
    expect(archive.length % 4).toBe(0);
    expect(archive.toString('latin1')).toContain('TRAILER!!!');
  });
  it('has sizes and modes where the kernel looks', () => {
    const at = archive.indexOf('bin/odd') - 110;
    expect(archive.toString('latin1', at, at + 6)).toBe('070701');
    expect(archive.toString('latin1', at + 14, at + 22)).toBe('000081ed');
    expect(archive.toString('latin1', at + 54, at + 62)).toBe('00000005');
  });
  const reader = ['cpio', 'busybox'].find(
    (name) => execaSync(name, ['--help'], { reject: false }).exitCode !== undefined,
  );
  it.skipIf(!reader)('is read by cpio (skipped without one)', () => {
    const words = reader === 'busybox' ? ['cpio', '-tv'] : ['-tv'];
    const { stdout } = execaSync(reader!, words, { reject: false, stripFinalNewline: false, input: archive });
    expect(stdout).toMatch(/drwxr-xr-x.* bin\n-rwxr-xr-x.* 5 .*bin\/odd\n-rw-------.* key/);
  });
});

describe('modules', () => {
  const dep = [
    'kernel/fs/9p/9p.ko: kernel/net/9p/9pnet.ko kernel/fs/netfs/netfs.ko',
    'kernel/net/9p/9pnet.ko:',
    'kernel/net/9p/9pnet_virtio.ko.xz: kernel/net/9p/9pnet.ko',
    'kernel/fs/netfs/netfs.ko:',
  ].join('\n');
  const builtin = 'kernel/fs/overlayfs/overlay.ko\n';
  it('come after what they need, once', () => {
    expect(inLoadOrder(['9p', '9pnet_virtio'], { dep, builtin })).toEqual({
      paths: [
        'kernel/net/9p/9pnet.ko',
        'kernel/fs/netfs/netfs.ko',
        'kernel/fs/9p/9p.ko',
        'kernel/net/9p/9pnet_virtio.ko.xz',
      ],
      missing: [],
    });
  });
  it('that are built in need no file; others are missing', () => {
    expect(inLoadOrder(['overlay', 'ipip'], { dep, builtin })).toEqual({ paths: [], missing: ['ipip'] });
  });
  it('are named as the kernel names them', () => {
    expect(moduleName('kernel/drivers/char/hw_random/virtio-rng.ko.zst')).toBe('virtio_rng');
  });
});

it('a program that has an interpreter is not static', () => {
  expect(isStatic(readFileSync('/bin/sh'))).toBe(false);
  expect(isStatic(Buffer.from('#!/bin/sh'))).toBe(false);
});
