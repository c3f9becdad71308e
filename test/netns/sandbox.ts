/**
 * Runs the whole of vitest again inside network, mount and process namespaces of its own, with empty /run and /etc/netns: tests
 * build real labs there, and neither see nor touch those of the user. Everything in it ends with it.
 */
import { spawnSync } from 'node:child_process';

const mark = 'NETLAB_TEST_SANDBOX';

const enter = [
  'mount -t tmpfs tmpfs /run',
  'mkdir -p /etc/netns',
  'mount -t tmpfs tmpfs /etc/netns',
  'ip link set lo up',
  // Not exec: the first process of a namespace inherits orphans, and a shell buries them.
  '"$@"; exit $?',
].join(' && ');

export default function setup(): void {
  if (process.env[mark]) return;
  if (process.geteuid?.() !== 0)
    throw new Error('tests with network namespaces need root: sudo npm run test:netns');
  const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status, error } = spawnSync(
    'unshare',
    ['-mnp', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', enter, 'sh', ...command],
    {
      stdio: 'inherit',
      env: { ...process.env, [mark]: '1' },
    },
  );
  if (error) throw error;
  process.exit(status ?? 1);
}
