/** Programs at each kind of hook: everything that runs in a node joins its cgroup, and `down` leaves nothing. */
import { readFileSync } from 'node:fs';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { ApplyFailure } from '../../../src/apply/faults.ts';
import type { Place } from '../../../src/model/place.ts';
import { local } from '../../../src/places/local.ts';
import { python } from '../../../src/programs/run-python.ts';
import { sameHoweverBuilt } from '../../labs/states.ts';
import { leftovers, nothing } from '../apply/look.ts';
import { startAgent, until } from '../places/started-agent.ts';
import { uniqueLab } from './unique.ts';

const agent = startAgent();
afterAll(() => agent.close());

const cgroupOf = 'import sys\nprint(open("/proc/self/cgroup").read().strip().split("\\n")[-1])\n';

describe.each([
  ['this host', local],
  ['an agent', agent],
])('on %s', (title, place: Place) => {
  const name = title === 'an agent' ? 'bpf-agent' : 'bpf-local';
  const { file, compiled, left } = uniqueLab(name);
  const { plan } = compiled;
  const node = (wanted: string) => plan.nodes.find((one) => one.name === wanted)!;

  beforeAll(async () => {
    await apply(plan, place, { file });
  });
  afterAll(async () => {
    await down(plan.lab, place);
  });

  const printed = async (argv: readonly string[], of: string, names = false): Promise<string> => {
    const outcome = await place.run({ argv, node: node(of), names });
    return outcome.stdout.trim().split('\n').at(-1) ?? '';
  };

  it.each(['client', 'boxed'])('commands in %s join its cgroup, however they are started', async (of) => {
    const own = expect.stringMatching(new RegExp(`^0::.*/netlab-${name}\\.\\d+/${of}$`));
    expect(await printed(['cat', '/proc/self/cgroup'], of)).toEqual(own);
    expect(await printed(['cat', '/proc/self/cgroup'], of, true)).toEqual(own);
    expect(await printed(python(cgroupOf), of)).toEqual(own);
    const stream = place.open({ argv: ['cat', '/proc/self/cgroup'], node: node(of) });
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream.stdout) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString().trim().split('\n').at(-1)).toEqual(own);
    const pid = (await place.read(`${plan.directory}/pid/${of}.serve`))?.trim();
    expect(readFileSync(`/proc/${pid}/cgroup`, 'utf8').trim().split('\n').at(-1)).toEqual(own);
  });

  it('a node without programs of a cgroup has none', async () => {
    expect(await printed(['cat', '/proc/self/cgroup'], 'server')).not.toContain('netlab-');
  });

  it('each node has its own programs and maps', async () => {
    const connect = (of: string, address: string, port: number) =>
      printed(
        python(
          `import socket\ntry:\n    print(socket.create_connection(("${address}", ${port})).recv(5))\nexcept OSError as problem:\n    print(problem.strerror)\n`,
        ),
        of,
      );
    const [answer, refused] = [`b'{"by"'`, 'Operation not permitted'];
    expect(await connect('client', '192.0.2.2', 81)).toBe(refused);
    expect(await connect('client', '192.0.2.2', 82)).toBe(answer);
    expect(await connect('boxed', '198.51.100.2', 81)).toBe(answer);
    expect(await connect('boxed', '198.51.100.2', 82)).toBe(refused);
  });

  it('down frees everything, also with a process in a cgroup that left its namespace', async () => {
    expect(left().length).toBeGreaterThan(10);
    const cgroup = node('client').cgroup!;
    await place.script(
      `sh -c 'echo 0 >${cgroup}/cgroup.procs; exec env -i setsid sleep 1000' >/dev/null 2>&1 &`,
    );
    await until(() => readFileSync(`${cgroup}/cgroup.procs`, 'utf8').split('\n').length > 2);
    expect(await down(plan.lab, place)).toMatchObject({ problems: [], notes: [] });
    expect(await leftovers()).toEqual(nothing);
    await until(() => left().length === 0);
  });
});

it('is the same built by up, by the printed script and with its steps shuffled', async () => {
  const { compiled, left } = uniqueLab('bpf-same');
  await sameHoweverBuilt(compiled.plan, local);
  await local.script(`rm -rf ${compiled.plan.directory}`);
  await until(() => left().length === 0);
});

const clang = execaSync('sh', ['-c', 'command -v clang && test -e /usr/include/bpf/bpf_helpers.h'], {
  reject: false,
});
describe.runIf(clang.exitCode === 0)('with clang', () => {
  const lines = readFileSync(new URL('hooks.bpf.c', import.meta.url), 'utf8').split('\n');
  const lineOf = (words: string) => lines.findIndex((line) => line.includes(words)) + 1;
  const failed = async (name: string, change: (source: string) => string) => {
    const { file, compiled, left } = uniqueLab(name, change);
    const error = await apply(compiled.plan, local, { file }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApplyFailure);
    expect(await leftovers()).toEqual(nothing);
    await until(() => left().length === 0);
    return (error as ApplyFailure).failed;
  };

  it('compiles a changed source', async () => {
    const { file, compiled } = uniqueLab('bpf-changed', (text) => `${text}\n/* changed */\n`);
    await apply(compiled.plan, local, { file });
    expect(await down('bpf-changed', local)).toMatchObject({ problems: [] });
  });

  it('prints the last lines of the verifier with the line of C, and builds nothing', async () => {
    const { line, stderr } = await failed('bpf-refused', (text) => text.replace('if (count)\n', '\n'));
    expect(line?.source).toMatchObject({
      file: '/run/netlab-test-bpf-refused/hooks.bpf.c',
      line: lineOf('__sync_fetch_and_add'),
    });
    expect(stderr).toMatch(/^the kernel's verifier refuses the program x\w+:\n/);
    expect(stderr).toMatch(/invalid mem access 'map_value_or_null'$/);
  });

  it('prints the line of an error in C', async () => {
    const { line, stderr } = await failed('bpf-wrong', (text) =>
      text.replace('return XDP_PASS', 'return XDP_PAS'),
    );
    expect(line?.source).toMatchObject({
      file: '/run/netlab-test-bpf-wrong/hooks.bpf.c',
      line: lineOf('return XDP_PASS'),
    });
    expect(stderr).toContain("use of undeclared identifier 'XDP_PAS'");
  });
});
