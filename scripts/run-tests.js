// Runs every check, none aborted by a failure, and ends with the sum: `N passed, N failed, N skipped`.
//
//   run-tests.js [--all] [--resume] [--shard I/N] [NAME...]
//
// --all runs the slow tests too. --resume leaves out what passed in an interrupted run of the same state of the checkout.
// --shard runs every Nth job. A NAME selects the jobs whose names begin with it: `netns/cli`.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jobs } from './tests/jobs.js';
import { openRecord } from './tests/record.js';
import { endAll, run } from './tests/run.js';

const { values, positionals } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    resume: { type: 'boolean' },
    shard: { type: 'string' },
  },
  allowPositionals: true,
});
const [shard, shards] = (values.shard ?? '1/1').split('/').map(Number);
if (!(shard >= 1 && shard <= shards))
  throw new RangeError(`--shard ${values.shard}: expected I/N, such as 1/4`);
const env = { ...process.env, NO_COLOR: '1', ...(values.all ? { NETLAB_TEST_ALL: '1' } : {}) };
const scratch = mkdtempSync(join(tmpdir(), 'netlab-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const record = openRecord({ all: values.all, resume: values.resume ?? false });
const print = (text) => process.stdout.write(`${text}\n`);
if (record.fresh) print(record.fresh);

let stopped;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    stopped ??= signal;
    endAll();
  });

const total = { passed: 0, failed: 0, skipped: [], names: [], tests: [] };

function tell(name, { passed, failed, skipped, names = [], tests = [], began, took }) {
  const numbers = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped.length ? [`${skipped.length} skipped`] : []),
  ];
  const when = new Date(began).toTimeString().slice(0, 8);
  print(
    `${failed === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(28)}  ${numbers.join(', ').padEnd(32)} ${when} ${(took / 1000).toFixed(1).padStart(7)} s`,
  );
  total.passed += passed;
  total.failed += failed;
  total.skipped.push(...skipped);
  const failures = names.length > 0 || failed === 0 ? names : ['see above'];
  total.names.push(...failures.map((one) => `${name}: ${one}`));
  total.tests.push(...tests.map((test) => ({ ...test, job: name })));
}

async function perform(job) {
  const earlier = record.done(job.name);
  if (earlier) return tell(job.name, earlier);
  const began = Date.now();
  const ended = await run(job.argv, env);
  if (stopped) return;
  let count;
  try {
    count = job.count(ended);
  } catch (error) {
    count = { passed: 0, failed: 1, skipped: [] };
    print(`${job.name} wrote no report: ${error.message}`);
  }
  // Failures and their diffs are on stderr. Standard output lists the tests that passed.
  if (count.names?.length) process.stdout.write(ended.stderr);
  else if (count.failed > 0) process.stdout.write(`${ended.stdout}${ended.stderr}`);
  const result = { ...count, began, took: Date.now() - began };
  record.add(job.name, result);
  tell(job.name, result);
}

/** Each worker takes the next job when it has ended its own. */
async function performAll(list, workers) {
  const waiting = [...list];
  const work = async () => {
    while (waiting.length > 0 && !stopped) await perform(waiting.shift());
  };
  await Promise.all(Array.from({ length: workers }, work));
}

const { alone, beside } = jobs({ scratch, all: values.all });
const chosen = new Set(
  [...alone, ...beside]
    .filter(({ name }) => positionals.length === 0 || positionals.some((begin) => name.startsWith(begin)))
    .filter((_, number) => number % shards === shard - 1),
);
await performAll(
  alone.filter((job) => chosen.has(job)),
  1,
);
await performAll(
  beside.filter((job) => chosen.has(job)),
  // One more than the cores, because the tests of labs wait for packets most of the time.
  Math.min(4, availableParallelism() + 1),
);

const slowest = total.tests.sort((a, b) => b.ms - a.ms).slice(0, 10);
for (const { job, name, ms } of slowest)
  print(`slow: ${(ms / 1000).toFixed(1).padStart(6)} s  ${job}: ${name}`);
for (const name of total.names) print(`failed: ${name}`);
for (const name of total.skipped) print(`skipped: ${name}`);
if (stopped) print(`stopped by ${stopped}: --resume runs the rest`);
print(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
process.exitCode = stopped ? 128 + constants.signals[stopped] : total.failed === 0 ? 0 : 1;
