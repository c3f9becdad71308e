/** A program that greets like an agent and then answers as it likes, as a hostile server may: the place is lost, with a sentence. */
import { expect, it } from 'vitest';
import { PlaceLost } from '../../../../src/model/place-lost.ts';
import { Agent } from '../../../../src/places/agent/agent.ts';
import { agentPlace } from '../../../../src/places/agent/place.ts';
import { greeting } from '../../../../src/places/agent/source.ts';

/** Answers each chunk that it reads with one frame for the first request. */
const program = `
const [greeting, kind, text, size] = process.argv.slice(1);
const payload = Buffer.from(text);
const head = Buffer.alloc(9);
head.writeUInt32BE(Number(size || payload.length), 0);
head.writeUInt32BE(1, 4);
head.write(kind, 8);
process.stdout.write(greeting);
process.stdin.on('data', () => process.stdout.write(Buffer.concat([head, payload])));
`;

const place = (kind: string, text: string, size = '') =>
  agentPlace({
    name: 'ssh://hostile',
    start: () =>
      Agent.start({
        place: 'ssh://hostile',
        argv: [process.execPath, '-e', program, greeting.toString(), kind, text, size],
        source: 'x',
        fault: (stderr) => new Error(stderr),
      }),
    attach: () => Promise.resolve(0),
  });

const asked = (there: ReturnType<typeof place>): Readonly<Record<string, () => Promise<unknown>>> => ({
  list: () => there.list('/run/netlab'),
  read: () => there.read('/run/netlab/x/journal.json'),
  namespaces: () => there.namespaces(),
  owned: () => there.owned('x'),
  processes: () => there.processes(),
  lock: () => there.lock('x'),
  boot: () => there.bootId(),
  run: () => there.run({ argv: ['true'] }),
});

it.each([
  ['list', 'a', 'null'],
  ['list', 'a', '{'],
  ['list', 'a', '[1]'],
  ['list', 'f', '"text"'],
  ['list', 'f', ''],
  ['read', 'a', '[]'],
  ['namespaces', 'a', '[["a", 1]]'],
  ['namespaces', 'a', '{"a":"x"}'],
  ['owned', 'a', '{"namespaces":{}}'],
  ['processes', 'a', '[{"pid":1}]'],
  ['lock', 'a', '{"lock":"x"}'],
  ['lock', 'a', '[]'],
  ['boot', 'a', '7'],
  ['run', 'a', '{"exit":"0"}'],
  ['run', 'f', 'null'],
])('%s: %s %j', async (request, kind, text) => {
  const there = place(kind, text);
  const error = await asked(there)[request]!().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PlaceLost);
  expect((error as Error).message).toContain('it does not answer like an agent of netlab');
  await there.close();
});

it('a frame of any size is not waited for', async () => {
  const there = place('a', '"x"', String(0xffffffff));
  await expect(there.bootId()).rejects.toThrow('an answer of 4294967304 bytes');
  await there.close();
});
