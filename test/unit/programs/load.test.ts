// The server and client of netlab measure, without a lab: each kind of load, and what the client prints if no server answers.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, execaSync } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { loads } from '../../../src/loads/index.ts';

const source = fileURLToPath(new URL('../../../src/programs/load.c', import.meta.url));
const cc = execaSync('sh', ['-c', 'command -v cc'], { reject: false }).exitCode === 0;

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

describe.skipIf(!cc)('load.c (needs cc)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'load-'));
  const program = join(folder, 'load');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('compiles without a warning', () => {
    execaSync('cc', ['-O2', '-Wall', '-Wextra', '-Werror', '-o', program, source]);
  });

  it('measures each kind, and the server ends when nobody reads its output', async () => {
    const port = await freePort();
    const server = execa(program, ['serve', port], { buffer: false });
    await new Promise((resolve) => server.stdout.once('data', resolve));
    for (const { name } of loads.all) {
      const { stdout } = await execa(program, [name, '30', '127.0.0.1', port, '127.0.0.1', port]);
      const { count, elapsed, p50, p90, p99, least, most } = JSON.parse(stdout);
      expect(count).toBe(30);
      expect([least, p50, p90, p99, most, elapsed]).toEqual(
        [least, p50, p90, p99, most, elapsed].sort((a, b) => a - b),
      );
      expect(least).toBeGreaterThan(0);
    }
    server.stdout.destroy();
    expect((await server).exitCode).toBe(0);
  });

  it('says why no reply came', async () => {
    const port = await freePort();
    const ask = (...words: string[]) => execa(program, words, { reject: false });
    expect(await ask('connections', '1', '127.0.0.1', port)).toMatchObject({
      exitCode: 1,
      stderr: 'connect: Connection refused',
    });
    expect((await ask('connections', '1', 'nowhere', port)).exitCode).toBe(2);
    expect((await ask('connections', '0', '127.0.0.1', port)).exitCode).toBe(2);
  });
});
