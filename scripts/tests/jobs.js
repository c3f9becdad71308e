// The list of jobs for scripts/run-tests.js: commands that pass or fail as a whole, and vitest, counted test by test.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const bin = (name) => `node_modules/.bin/${name}`;
const kept = ['CI', 'NO_COLOR', 'NETLAB_SEED', 'NETLAB_FUZZ', 'NETLAB_TEST_ALL'];
const root = process.getuid() === 0 ? [] : ['sudo', `--preserve-env=${kept.join()}`, '--'];
const tied = ['scripts/tied'];

/** A check that passes, fails or is skipped as a whole. */
const single = (name, ...argv) => ({
  name,
  argv: [...tied, ...argv],
  count: ({ exit, stdout }) => {
    const [, reason] = /^skipped: (.*)$/m.exec(stdout) ?? [];
    if (exit === 0 && reason) return { passed: 0, failed: 0, skipped: [`${name}: ${reason}`] };
    return { passed: exit === 0 ? 1 : 0, failed: exit === 0 ? 0 : 1, skipped: [] };
  },
});

const vitest = (scratch, name, prefix, ...words) => {
  const report = join(scratch, `${name.replaceAll('/', '-')}.json`);
  return {
    name,
    argv: [
      ...prefix,
      process.execPath,
      'node_modules/vitest/vitest.mjs',
      'run',
      ...words,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    count: ({ exit }) => counted(report, exit === 0),
  };
};

function counted(file, ok) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const tests = report.testResults.flatMap((result) => result.assertionResults);
  const skipped = tests.filter((test) => ['skipped', 'pending', 'todo'].includes(test.status));
  const failures = tests.filter((test) => test.status === 'failed');
  // A file that fails outside its tests (an import, a hook) is one failure.
  const files = report.testResults.filter(
    (result) =>
      result.status === 'failed' && result.assertionResults.every((test) => test.status !== 'failed'),
  );
  const names = [...failures.map((test) => test.fullName), ...files.map((result) => result.name)];
  return {
    passed: report.numPassedTests,
    failed: names.length === 0 && !ok ? 1 : names.length,
    skipped: skipped.map((test) => test.fullName),
    names,
    tests: tests.map(({ fullName, duration }) => ({ name: fullName, ms: duration ?? 0 })),
  };
}

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.test.ts'))
    .sort();

/** Folders whose files take longest begin first, so that none of them is the last to run alone. */
const long = [
  ...['labs/guides', 'mutate/', 'chaos/', 'services/mistakes', 'labs/', 'daemons/', 'repair/'],
  ...['cli/trace/by-hand', 'plan/', 'places/', 'cli/hostile', 'cli/words', 'verify/'],
];
const rank = (path) => {
  const at = long.findIndex((begin) => path.startsWith(begin));
  return at < 0 ? long.length : at;
};

/** One job for each file of test/netns: the file's labs, places and processes are in a sandbox of its own. */
const sandboxed = (scratch) =>
  filesOf('test/netns')
    .sort((a, b) => rank(a) - rank(b))
    .map((path) =>
      vitest(
        scratch,
        `netns/${path.replace('.test.ts', '')}`,
        [...root, ...tied, 'test/netns/sandbox.sh'],
        ...['--project', 'netns', `test/netns/${path}`],
      ),
    );

/** With `--all` one job for each file, so that `--resume` loses little. Otherwise the files share one boot of the VM. */
const virtual = (scratch, all) =>
  all
    ? filesOf('test/vm').map((path) =>
        vitest(
          scratch,
          `vm/${path.replace('.test.ts', '')}`,
          [...root, ...tied],
          ...['--project', 'vm', `test/vm/${path}`],
        ),
      )
    : [vitest(scratch, 'vm', [...root, ...tied], '--project', 'vm')];

/** `alone`: one after the other, because each uses all cores. `beside`: one more at a time than there are cores. */
export const jobs = ({ scratch, all }) => ({
  alone: [
    single('format and lint', bin('biome'), 'check', '--error-on-warnings', '.'),
    single(
      'lint with types',
      ...[bin('oxlint'), '--type-aware', '--deny-warnings', 'src', 'test', 'scripts', 'bench'],
    ),
    single('lint of python', process.execPath, 'scripts/lint-python.js'),
    single('lint of shell', process.execPath, 'scripts/lint-shell.js'),
    single('prose', process.execPath, 'scripts/prose.js'),
    single('types', bin('tsc'), '--noEmit'),
    single('unused', bin('knip')),
    single('package', process.execPath, 'scripts/check-package.js'),
    vitest(scratch, 'unit', tied, '--project', 'unit'),
    vitest(scratch, 'golden', tied, '--project', 'golden'),
    single('labs in CI', 'scripts/test-labs', 'veth-pair', 'router', '--strict', '--on', 'local'),
  ],
  beside: [
    ...virtual(scratch, all),
    ...(all ? [{ ...single('standard root'), argv: [...root, ...tied, 'test/standard-root/run.sh'] }] : []),
    ...sandboxed(scratch),
  ],
});
