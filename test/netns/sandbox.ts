/**
 * Runs the whole of vitest again in a sandbox (sandbox.sh): tests build real labs there, and do not see or change those of the
 * user. scripts/run-tests.js starts vitest in the sandbox itself.
 */
import { fileURLToPath } from 'node:url';
import { execaSync } from 'execa';

export default function setup(): void {
  if (process.env.NETLAB_TEST_SANDBOX) return;
  if (process.geteuid?.() !== 0)
    throw new Error('tests with network namespaces need root: sudo npm run test:netns');
  const sandbox = fileURLToPath(new URL('sandbox.sh', import.meta.url));
  const { exitCode, shortMessage } = execaSync(
    sandbox,
    [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    { reject: false, stdio: 'inherit' },
  );
  if (exitCode === undefined) throw new Error(shortMessage);
  process.exit(exitCode);
}
