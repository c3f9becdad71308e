/** The report of a VM that ended by itself: killed, out of memory, or its host rebooted. */
export const wentWith = (labs: readonly string[]): string =>
  labs.length === 0
    ? 'the VM had crashed; no lab was up in it'
    : `the VM crashed; these labs were lost with it: ${labs.join(', ')}; build again with netlab up <lab> --on vm`;
