// Records each job of a run, so that `--resume` continues a run that was interrupted.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { execaSync } from 'execa';

const folder = '.tests';
const file = `${folder}/record.json`;

/** Identifies the checkout with its uncommitted changes. Results of another state are not reused. */
function state() {
  const parts = [
    ['rev-parse', 'HEAD'],
    ['diff', 'HEAD'],
    ['status', '--porcelain'],
  ].map((argv) => {
    const { exitCode, stdout } = execaSync('git', argv, { reject: false, stripFinalNewline: false });
    return exitCode === 0 ? stdout : '';
  });
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part).update('\0');
  return parts[0].length === 0 ? undefined : digest.digest('hex');
}

function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The record of this run. `done` is the result of a job of the run that is continued. */
export function openRecord({ all, resume }) {
  const now = state();
  const earlier = resume ? read() : undefined;
  const same = earlier !== undefined && now !== undefined && earlier.state === now && earlier.all === all;
  const results = same ? earlier.results : {};
  return {
    /** Why nothing is continued, if `--resume` was given. */
    fresh: resume && !same ? 'there is no run of this state of the checkout to continue' : undefined,
    done: (name) => (results[name]?.failed === 0 ? results[name] : undefined),
    add(name, result) {
      results[name] = result;
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify({ state: now, all, results }));
      renameSync(`${file}.new`, file);
    },
  };
}
