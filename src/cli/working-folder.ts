/** The working folder; while it is a deleted one, a path in which nothing is found, so that labs without a path still work. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '/proc/self/cwd';
  }
}
