// Runs a job's command. It ends with this process, whatever ends this process (scripts/tied).
import { execa } from 'execa';

const running = new Set();

/** Ends every command that runs. */
export const endAll = () => {
  for (const child of running) child.stdin.destroy();
};

/** The exit code, and what it printed. */
export async function run([program, ...words], env) {
  const child = execa(program, words, {
    ...{ env, extendEnv: false, stdin: 'pipe', reject: false, stripFinalNewline: false },
    // Characters. A run that fails everywhere prints much.
    maxBuffer: 1 << 28,
  });
  running.add(child);
  const { exitCode, stdout, stderr, shortMessage } = await child;
  running.delete(child);
  return {
    exit: exitCode ?? 1,
    stdout,
    stderr: exitCode === undefined ? `${stderr}${shortMessage}\n` : stderr,
  };
}
