/** What is said of a VM that died: killed, out of memory, its host rebooted. */
export const wentWith = (labs: readonly string[]): string =>
  labs.length === 0
    ? 'the VM had died; nothing was up in it'
    : `the VM died, and what was up in it with it: ${labs.join(', ')}; build again with netlab up <lab> --on vm`;
