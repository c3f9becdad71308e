import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { flowProgram as flow } from '../../../src/programs/flow.ts';
import serve from '../../../src/programs/serve.py';
import source from '../../../src/programs/userland-proxy.py';
import { freePort, launch, listening, serving, until } from './process.ts';

const proxy = async (proto: string, listen: string, to: string) => {
  const port = await freePort();
  const running = await serving(source, ['--proto', proto, '--listen', `${listen}:${port}`, '--to', to]);
  return { port, ...running };
};

const through = async (kind: string, host: string, port: number, more = {}) => {
  const asked = [{ id: 1, kind, host, port, timeout: 5, ...more }];
  return JSON.parse((await launch(flow, [JSON.stringify(asked)]).ended).out[0]!);
};

describe.each([
  ['127.0.0.1', '127.0.0.1', '127.0.0.1'],
  ['0.0.0.0', '127.0.0.7', '127.0.0.1'],
  ['[::]', '::1', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.1', '[::1]'],
])('listening on %s, asked at %s, relaying to %s', (listen, host, to) => {
  test.each([
    ['tcp', 'tcp'],
    ['tcp', 'http'],
    ['udp', 'udp'],
  ])('%s: the container answers %s and sees the proxy', async (proto, kind) => {
    const port = await freePort();
    await serving(serve, ['--name', 'c1', `${port}/${kind}`]);
    const relayed = await proxy(proto, listen, `${to}:${port}`);
    const found = await through(kind, host, relayed.port);
    expect(found).toMatchObject({ outcome: 'ok', by: 'c1', saw: to.replace(/[[\]]/g, '') });
    expect(found['saw-port']).not.toBe(found['local-port']);
  });
});

describe('tcp', () => {
  test('an end sent by the client leaves the way back open', async () => {
    const to = await listening(
      createServer({ allowHalfOpen: true }, (socket) => {
        let bytes = 0;
        socket.on('data', (data) => {
          bytes += data.length;
        });
        socket.on('end', () => setTimeout(() => socket.end(`got ${bytes}`), 50));
      }),
    );
    const { port } = await proxy('tcp', '127.0.0.1', `127.0.0.1:${to}`);
    const text = await new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () =>
        socket.end(Buffer.alloc(2_000_000)),
      );
      socket.on('data', (data) => resolve(data.toString()));
    });
    expect(text).toBe('got 2000000');
  });

  test('closes the client when nobody listens behind it, says so, and goes on', async () => {
    const { port, child } = await proxy('tcp', '127.0.0.1', `127.0.0.1:${await freePort()}`);
    let err = '';
    child.stderr!.on('data', (text) => {
      err += text;
    });
    for (let turn = 0; turn < 2; turn++) {
      const found = await through('http', '127.0.0.1', port, { timeout: 2 });
      expect(found.outcome).toMatch(/^(reset|error)$/);
    }
    await until(() => err.split('\n').length > 2);
    expect(err).toMatch(/^(userland-proxy: 127\.0\.0\.1 port \d+: .*Connection refused\n){2}$/);
  });

  test('relays many at a time', async () => {
    const port = await freePort();
    await serving(serve, ['--name', 'c1', `${port}/http`]);
    const relayed = await proxy('tcp', '127.0.0.1', `127.0.0.1:${port}`);
    const asked = Array.from({ length: 100 }, (_, id) => ({
      id,
      kind: 'http',
      host: '127.0.0.1',
      port: relayed.port,
      timeout: 8,
      path: '/bytes/50000',
    }));
    const { out } = await launch(flow, ['-'], JSON.stringify(asked)).ended;
    expect(out.filter((line) => line.includes('"bytes": 50000'))).toHaveLength(100);
  });
});

test('udp: a client keeps its port towards the container, and each client has its own', async () => {
  const port = await freePort();
  await serving(serve, ['--name', 'c1', `${port}/udp`]);
  const relayed = await proxy('udp', '127.0.0.1', `127.0.0.1:${port}`);
  const clients = [createSocket('udp4'), createSocket('udp4')];
  const seen: number[][] = [[], []];
  clients.forEach((client, index) => {
    client.on('message', (text) => void seen[index]!.push(JSON.parse(text.toString()).port));
    onTestFinished(() => void client.close());
  });
  for (let turn = 1; turn <= 2; turn++) {
    for (const client of clients) client.send('x', relayed.port, '127.0.0.1');
    await until(() => seen.every((ports) => ports.length === turn));
  }
  expect(seen.map((ports) => ports.length)).toEqual([2, 2]);
  expect(new Set(seen[0]).size).toBe(1);
  expect(new Set(seen.flat()).size).toBe(2);
});

describe('the process', () => {
  test.each(['tcp', 'udp'])(
    'leaves the port of the other family to a proxy of its own (%s)',
    async (proto) => {
      const { port } = await proxy(proto, '0.0.0.0', '127.0.0.1:9');
      await serving(source, ['--proto', proto, '--listen', `[::]:${port}`, '--to', '127.0.0.1:9']);
    },
  );

  test.each(['tcp', 'udp'])('ends at once with 0 on SIGTERM (%s)', async (proto) => {
    const { child, ended } = await proxy(proto, '127.0.0.1', '127.0.0.1:9');
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, out: ['serving'], err: '' });
  });

  test('says in one line which port is in use', async () => {
    const { port } = await proxy('tcp', '127.0.0.1', '127.0.0.1:9');
    const args = ['--proto', 'tcp', '--listen', `127.0.0.1:${port}`, '--to', '127.0.0.1:9'];
    const { code, err } = await launch(source, args).ended;
    expect(code).toBe(1);
    expect(err).toBe(`userland-proxy: 127.0.0.1 port ${port}/tcp: Address already in use\n`);
  });

  test.each(['80', '::1:80', '[::1]', 'web:80', ''])('refuses %s as an address', async (to) => {
    const { code, err } = await launch(source, ['--proto', 'udp', '--listen', '127.0.0.1:1', '--to', to])
      .ended;
    expect(code).toBe(2);
    expect(err).toContain('expected 127.0.0.1:8080 or [::1]:8080');
  });
});
