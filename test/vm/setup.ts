/**
 * Fetches what the VM needs while there is a network, then goes into the sandbox, where there is none. Where this machine
 * cannot have the VM, the tests are skipped with the reason. A VM that a file leaves running is there for the next one, and
 * ends with the sandbox.
 */
import { PlaceCannot } from '../../src/places/place-cannot.ts';
import { fetchVm } from '../../src/places/vm/vm.ts';
import sandbox from '../netns/sandbox.ts';

export default async function setup(): Promise<void> {
  if (process.env.NETLAB_TEST_SANDBOX || process.geteuid?.() !== 0) return sandbox();
  try {
    await fetchVm(() => undefined);
  } catch (error) {
    if (!(error instanceof PlaceCannot)) throw error;
    const [first] = error.obstacles;
    process.env.NETLAB_TEST_NO_VM = `no VM here: ${first?.what}: ${first?.why}; ${first?.todo}`;
  }
  sandbox();
}
