/** A lab that is broken through `netlab exec`, and repaired: the same in each place. */
import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { sample } from './sample.ts';

const lab = 'mended';

/** The node `own` has its own files, and a process with the words of the process that holds their mounts. */
const text = `lab: ${lab}
about: A client, a router that filters, and a server with its own files.
nodes:
  client: { routes: [{ to: default, via: router }] }
  router:
    sysctls: { net.ipv4.ip_forward: 1 }
    iptables: [-A FORWARD -p tcp --dport 81 -j DROP, -A FORWARD -p tcp --dport 82 -j DROP]
  own:
    routes: [{ to: default, via: router }]
    serve: [80/http]
    files: { /etc/mended: own }
    run: [{ process: sleep infinity }]
links:
  - { endpoints: [client:eth0, router:eth0], ipv4: [192.0.2.2/24, 192.0.2.1/24] }
  - { endpoints: [router:eth1, own:eth0], ipv4: [198.51.100.1/24, 198.51.100.2/24] }
verify:
  - http: { from: client, to: own, port: 80, expect: { by: own } }
`;

const pid = (name: string) => `$(cat /run/netlab/${lab}/pid/own.${name})`;

/** A node, a command in it, and the reason that repair prints. */
const changes: readonly (readonly [node: string, command: string, why: string])[] = [
  ['client', 'ip route flush default', 'client has no route to default'],
  ['client', 'ip link del eth0', 'client has no interface eth0'],
  ['router', 'iptables -D FORWARD 1', 'router has no rule -t filter -A FORWARD -p tcp --dport 81'],
  ['router', `kill -9 ${pid('serve')}`, "own's serve is not running"],
  ['router', `kill -9 ${pid('mounts')}`, 'the process that holds the mounts of own is not running'],
];

interface Result {
  readonly exit: number | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** `netlab` runs a verb in a place. `file` gets the lab. In slow places, only `most` changes are made. */
export async function expectMended(
  netlab: (...words: readonly string[]) => Result | Promise<Result>,
  file: string,
  most = changes.length,
): Promise<void> {
  writeFileSync(file, text, { mode: 0o644 });
  const exits = async (exit: number, ...words: readonly string[]) => {
    const result = await netlab(...words);
    expect(result, `${words.join(' ')}: ${result.stdout}${result.stderr}`).toMatchObject({ exit });
    return result.stdout;
  };
  await exits(0, 'up', file, '--quiet', '--trust');
  try {
    for (const [node, command, why] of sample(changes, most)) {
      await exits(0, 'exec', lab, node, '--', 'sh', '-c', command);
      expect(await exits(0, 'repair', lab)).toContain(`# ${why}`);
      expect(await exits(0, 'repair', lab)).toContain('nothing to repair');
      expect(await exits(0, 'exec', lab, 'own', '--', 'cat', '/etc/mended')).toBe('own');
      await exits(0, 'verify', lab, '--quiet');
    }
    await exits(0, 'diff', lab);
  } finally {
    await exits(0, 'down', lab);
  }
}
