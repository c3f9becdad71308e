/** The fate of a lab's lock and processes when an agent loses its netlab or is killed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Place } from '../../../src/model/place.ts';
import { local } from '../../../src/places/local.ts';
import { named, startAgent, until } from './started-agent.ts';

afterAll(() => rmSync('/run/netlab', { recursive: true, force: true }));

describe('an agent', () => {
  const locked = async (place: Place, script: string) => {
    const answer = await place.lock('contract');
    if (!('lock' in answer)) expect.fail('the lock is free');
    const running = place.script(script, { lock: answer.lock });
    running.catch(() => undefined);
    return running;
  };
  const orphans = async () => {
    const answer = await local.lock('contract');
    if (!('lock' in answer)) return answer;
    await answer.lock.release({ remove: true });
    return undefined;
  };
  const agentsOf = async () =>
    (await local.processes()).filter(({ argv }) => argv[1] === '-ISuc' && argv[3] !== undefined);

  it('kills what it runs when its input ends, and the lock is free', async () => {
    const place = startAgent();
    const running = locked(place, 'sleep 74');
    await until(async () => (await named(local, 'sleep 74')).length === 1);
    await place.close();
    await expect(running).rejects.toThrow('the connection to agent was lost');
    await until(async () => (await named(local, 'sleep 74')).length === 0);
    expect(await orphans()).toBeUndefined();
    await expect(place.bootId()).rejects.toThrow('the connection to agent was lost');
  });

  it("runs the system's programs, whatever stands in front of them", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netlab-agent-'));
    const before = process.env.PATH;
    try {
      writeFileSync(join(folder, 'true'), '#!/bin/sh\necho own\n', { mode: 0o700 });
      process.env.PATH = `${folder}:${before}`;
      const place = startAgent();
      expect(await place.script('env true')).toMatchObject({ exit: 0, stdout: '' });
      await place.close();
    } finally {
      process.env.PATH = before;
      rmSync(folder, { recursive: true });
    }
  });

  it('that is killed leaves orphans that hold the lock and can be found', async () => {
    const place = startAgent();
    const running = locked(place, 'sleep 75');
    await until(async () => (await named(local, 'sleep 75')).length === 1);
    const answer = await local.lock('contract');
    const owner = 'lock' in answer ? undefined : answer.owner;
    process.kill(owner!.pid, 'SIGKILL');
    await expect(running).rejects.toThrow('the connection to agent was lost');
    await until(
      async () => (await orphans())?.orphans.some(({ argv }) => argv.join(' ') === 'sleep 75') ?? false,
    );
    await local.end((await orphans())!.orphans, 100);
    expect(await orphans()).toBeUndefined();
  });

  it('ends when it hears nothing for its lease, and lives as long as there is a pulse', async () => {
    const [dumb, alive] = [startAgent(0.5), startAgent(0.5, 0.1)];
    // Expected before anything else is awaited: on a busy machine it happens meanwhile.
    const lost = expect(locked(dumb, 'sleep 76')).rejects.toThrow('the connection to agent was lost');
    await alive.bootId();
    await lost;
    expect(await named(local, 'sleep 76')).toEqual([]);
    await wait(300);
    expect(await alive.bootId()).toBe(await local.bootId());
    await alive.close();
    await until(async () => (await agentsOf()).length <= 1);
  });
});
