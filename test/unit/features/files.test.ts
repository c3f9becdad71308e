/** The printed commands of `files and tmpfs` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { red } from '../compiled.ts';

describe('files and tmpfs', () => {
  const setting = {
    files: { '/etc/app/a.conf': 'address $(blue)\n', '/run/x': { content: '$$(date)', mode: '755' } },
    tmpfs: ['/var/spool/app'],
  };

  test('a file lies in the folder of the lab and is mounted over', () => {
    expect(red(setting, 'file/etc/app')).toEqual([
      'mkdir -p /run/netlab/x/node/red/upper/etc/app',
      "printf %s 'address 192.0.2.2\n' > /run/netlab/x/node/red/upper/etc/app/a.conf",
    ]);
    expect(red(setting, 'file/run/x')).toEqual([
      'mkdir -p /run/netlab/x/node/red/upper/run',
      "printf %s '$(date)' > /run/netlab/x/node/red/upper/run/x",
      'chmod 755 /run/netlab/x/node/red/upper/run/x',
    ]);
  });

  test('commands of such a node enter its mounts, those of others do not', () => {
    expect(red({ ...setting, run: [{ exec: 'date' }] }, 'exec/')).toEqual([
      'nsenter --target "$(cat /run/netlab/x/pid/red.mounts)" --mount --net date',
    ]);
    expect(red({ run: [{ exec: 'date' }] }, 'exec/')).toEqual(['ip netns exec x.red date']);
  });

  test("a node's own /etc/hosts is the one that it writes", () => {
    expect(red({ files: { '/etc/hosts': 'mine' } }, 'file/etc/hosts')[1]).toContain('mine');
  });
});
