// Runs every check in order, none aborted by a failure, and ends with the sum: `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'netlab-test-'));
const bin = (name) => `node_modules/.bin/${name}`;
// --all also runs the slow tests.
if (process.argv.includes('--all')) process.env.NETLAB_TEST_ALL = '1';
const asRoot = process.getuid() === 0 ? [] : ['sudo', '--preserve-env=CI,NETLAB_SEED,NETLAB_TEST_ALL', '--'];

/** A check that passes or fails as a whole. */
const single = (name, ...argv) => ({
  name,
  argv,
  count: (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] }),
});

/** A vitest project, counted test by test. */
const project = (name, prefix = []) => {
  const file = join(scratch, `${name}.json`);
  return {
    name,
    argv: [
      ...prefix,
      process.execPath,
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    count: (ok) => countProject(file, ok),
  };
};

function countProject(file, ok) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const tests = report.testResults.flatMap((result) => result.assertionResults);
  const skipped = tests.filter((test) => ['skipped', 'pending', 'todo'].includes(test.status));
  const failures = tests.filter((test) => test.status === 'failed');
  // A file that fails outside its tests (an import, a hook) is one failure.
  const files = report.testResults.filter(
    (result) =>
      result.status === 'failed' && result.assertionResults.every((test) => test.status !== 'failed'),
  );
  const told = [...failures.map((test) => test.fullName), ...files.map((result) => result.name)];
  return {
    passed: report.numPassedTests,
    failed: told.length === 0 && !ok ? 1 : told.length,
    skipped: skipped.map((test) => test.fullName),
    told,
  };
}

const checks = [
  single('format and lint', bin('biome'), 'check', '--error-on-warnings', '.'),
  single(
    'lint with types',
    bin('oxlint'),
    '--type-aware',
    '--deny-warnings',
    'src',
    'test',
    'scripts',
    'bench',
  ),
  single('prose', process.execPath, 'scripts/prose.js'),
  single('types', bin('tsc'), '--noEmit'),
  single('unused', bin('knip')),
  single('package', process.execPath, 'scripts/check-package.js'),
  project('unit'),
  project('golden'),
  single('labs in CI', 'scripts/test-labs', 'veth-pair', 'router', '--strict', '--on', 'local'),
  project('netns', asRoot),
  project('vm', asRoot),
];

const total = { passed: 0, failed: 0, skipped: [], names: [] };
for (const check of checks) {
  const began = Date.now();
  const result = spawnSync(check.argv[0], check.argv.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 1 << 28,
  });
  const ok = result.status === 0;
  let count;
  try {
    count = check.count(ok);
  } catch (cause) {
    count = { passed: 0, failed: 1, skipped: [] };
    process.stdout.write(`${check.name} wrote no report: ${cause.message}\n`);
  }
  // Failures and their diffs are on stderr. Standard output lists the tests that passed.
  if (count.told?.length) process.stdout.write(result.stderr);
  else if (!ok || count.failed > 0)
    process.stdout.write(`${result.stdout}${result.stderr}${result.error ?? ''}\n`);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped.push(...count.skipped);
  const told = count.told?.length || ok ? (count.told ?? []) : ['see above'];
  total.names.push(...told.map((name) => `${check.name}: ${name}`));
  const numbers = [
    `${count.passed} passed`,
    ...(count.failed ? [`${count.failed} failed`] : []),
    ...(count.skipped.length ? [`${count.skipped.length} skipped`] : []),
  ];
  process.stdout.write(
    `${ok && count.failed === 0 ? 'ok  ' : 'FAIL'}  ${check.name.padEnd(16)}  ${numbers.join(', ').padEnd(32)} ${((Date.now() - began) / 1000).toFixed(1)} s\n`,
  );
}
rmSync(scratch, { recursive: true, force: true });
for (const name of total.names) process.stdout.write(`failed: ${name}\n`);
for (const name of total.skipped) process.stdout.write(`skipped: ${name}\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
