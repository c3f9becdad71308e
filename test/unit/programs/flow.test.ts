import { createSocket } from 'node:dgram';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { flowProgram as source } from '../../../src/programs/flow.ts';
import serve from '../../../src/programs/serve.py';
import { freePort, launch, listening, serving } from './process.ts';

const run = async (flows: object[]) => {
  const asked = flows.map((flow, id) => ({ id, host: '127.0.0.1', timeout: 5, ...flow }));
  const { code, out, err } = await launch(source, [JSON.stringify(asked)]).ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out.map((line) => JSON.parse(line)).sort((a, b) => a.id - b.id);
};

const only = async (flow: object) => (await run([flow]))[0];

const tcpServer = (greet: (socket: Socket) => void) =>
  listening(createServer({ allowHalfOpen: true }, (socket) => greet(socket.on('error', () => undefined))));

const httpServer = (listener: RequestListener) => listening(createHttp(listener));

const udpServer = async () => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  return socket;
};

describe('against a netlab responder', () => {
  test.each(['tcp', 'udp', 'http'])('%s tells who answered and whom it saw', async (kind) => {
    const port = await freePort();
    await serving(serve, ['--name', 'web', `${port}/${kind}`]);
    const found = await run([
      { kind, port, payload: 'x' },
      { kind, port, host: '::1' },
    ]);
    expect(found[0]).toMatchObject({ outcome: 'ok', by: 'web', saw: '127.0.0.1', local: '127.0.0.1' });
    expect(found[1]).toMatchObject({ outcome: 'ok', by: 'web', saw: '::1', local: '::1' });
    for (const one of found) {
      expect(one['saw-port']).toBe(one['local-port']);
      expect(JSON.parse(one.body)).toMatchObject({ by: 'web', 'to-port': port });
      expect(one.ms).toBeGreaterThan(0);
    }
  });

  test.each(['tcp', 'udp', 'http'])('%s leaves from a source port, and can again', async (kind) => {
    const port = await freePort();
    await serving(serve, ['--name', 'web', `${port}/${kind}`]);
    const from = await freePort();
    for (let turn = 0; turn < 3; turn++) {
      const found = await only({ kind, port, 'source-port': from });
      expect(found).toMatchObject({ outcome: 'ok', 'saw-port': from, 'local-port': from });
    }
  });

  test('opens 200 flows, 64 at a time', async () => {
    const port = await freePort();
    await serving(serve, ['--name', 'web', `${port}/tcp`]);
    const found = await run(Array.from({ length: 200 }, () => ({ kind: 'tcp', port })));
    expect(found.map(({ id, by }) => `${id} ${by}`)).toEqual(
      Array.from({ length: 200 }, (_, id) => `${id} web`),
    );
  });

  test('runs flows side by side, and prints each as it ends', async () => {
    const silent = (await udpServer()).address().port;
    const began = Date.now();
    const slow = Array.from({ length: 60 }, (_, id) => ({
      id,
      kind: 'udp',
      host: '127.0.0.1',
      port: silent,
      timeout: 1,
    }));
    const quick = { id: 'quick', kind: 'tcp', host: '127.0.0.1', port: await freePort(), timeout: 1 };
    const { out } = await launch(source, ['-'], JSON.stringify([...slow, quick])).ended;
    expect(Date.now() - began).toBeLessThan(45_000);
    expect(out).toHaveLength(61);
    expect(JSON.parse(out[0]!)).toMatchObject({ id: 'quick', outcome: 'refused' });
  });
});

describe('outcomes', () => {
  test('refused: nobody listens', async () => {
    const port = await freePort();
    const found = await run(['tcp', 'udp', 'http'].map((kind) => ({ kind, port })));
    expect(found.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused']);
    expect(found[0].error).toBe('Connection refused');
  });

  test('timeout: nothing answers', async () => {
    const mute = await tcpServer(() => undefined);
    const found = await run([
      { kind: 'udp', port: (await udpServer()).address().port, timeout: 0.2 },
      { kind: 'http', port: mute, timeout: 0.2 },
    ]);
    expect(found.map(({ outcome }) => outcome)).toEqual(['timeout', 'timeout']);
    expect(found[0].ms).toBeGreaterThanOrEqual(200);
  });

  test('timeout: what was sent over tcp is never acknowledged', async () => {
    const port = await tcpServer((socket) => {
      socket.pause();
      socket.write('{"by": "deaf"}\n');
    });
    expect(await only({ kind: 'tcp', port, timeout: 0.5, size: 50_000_000 })).toMatchObject({
      outcome: 'timeout',
    });
  });

  test('timeout: an HTTP answer that trickles does not outlive the deadline', async () => {
    const port = await tcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(drip));
    });
    const found = await only({ kind: 'http', port, timeout: 0.5 });
    expect(found).toMatchObject({ outcome: 'timeout', status: 200 });
    expect(found.body).toMatch(/^x+$/);
    expect(found.ms).toBeLessThan(900);
  });

  test('reset: the server resets the connection', async () => {
    const port = await tcpServer((socket) => void socket.once('data', () => socket.resetAndDestroy()));
    const found = await run(['tcp', 'http'].map((kind) => ({ kind, port, payload: 'x' })));
    expect(found.map(({ outcome }) => outcome)).toEqual(['reset', 'reset']);
  });

  // The loopback's broadcast address needs a permission that no flow asks for, and TCP has no route to it.
  test('prohibited, unreachable and too-big, by what the kernel says', async () => {
    const found = await run([
      { kind: 'udp', host: '127.255.255.255', port: 9 },
      { kind: 'tcp', host: '127.255.255.255', port: 9 },
      { kind: 'udp', port: 9, size: 70_000 },
    ]);
    expect(found.map(({ outcome }) => outcome)).toEqual(['prohibited', 'unreachable', 'too-big']);
  });

  test('ok: a server that says nothing, whether it closes or not', async () => {
    const closes = await tcpServer((socket) => void socket.on('end', () => socket.end()).resume());
    const stays = await tcpServer((socket) => void socket.resume());
    const found = await run([
      { kind: 'tcp', port: closes, size: 1000 },
      { kind: 'tcp', port: stays, size: 1000, timeout: 0.3 },
    ]);
    expect(found.map(({ outcome, body }) => [outcome, body])).toEqual([
      ['ok', undefined],
      ['ok', undefined],
    ]);
    expect(found[0].ms).toBeLessThan(2000);
  });

  test('error: what was asked, or came back, makes no sense', async () => {
    const ssh = await tcpServer((socket) => void socket.end('SSH-2.0-x\r\n'));
    const short = await tcpServer(
      (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234'),
    );
    const closed = await tcpServer((socket) => void socket.resume().end());
    const found = await run([
      { kind: 'http', port: ssh },
      { kind: 'http', port: short },
      { kind: 'http', port: closed },
      { kind: 'sctp', port: 1 },
      { kind: 'tcp', port: 70_000 },
      { kind: 'tcp' },
      { kind: 'tcp', host: 'name.example', port: 1 },
      { kind: 'tcp', port: 1, timeout: 'soon' },
    ]);
    expect(found.filter(({ outcome, error }) => outcome === 'error' && error)).toHaveLength(8);
    expect(found[1]).toMatchObject({ status: 200, bytes: 4, error: 'ValueError: closed after 4 of 9 bytes' });
  });
});

describe('what is sent', () => {
  test('udp: the payload, a size, both, or a word', async () => {
    const socket = await udpServer();
    const got: string[] = [];
    socket.on('message', (message, { port }) => {
      got.push(message.toString());
      socket.send('[[[{"by"', port, '127.0.0.1');
    });
    const port = socket.address().port;
    const asked = [{ payload: 'ab' }, { size: 3 }, { payload: 'ab', size: 5 }, { size: 0 }, { df: true }];
    const found = await run(asked.map((flow) => ({ kind: 'udp', port, ...flow })));
    expect(got.sort()).toEqual(['', 'ab', 'ababa', 'net', 'netlab']);
    expect(found[0]).toMatchObject({ outcome: 'ok', bytes: 8, body: '[[[{"by"' });
  });

  test('http: method, path, headers and body, and a chunked answer is put together', async () => {
    const port = await httpServer((request, answer) => {
      let body = '';
      request.on('data', (data) => {
        body += data;
      });
      request.on('end', () => {
        answer.statusCode = 418;
        answer.write(`${request.method} ${request.url} ${request.headers.host} ${request.headers['x-a']} `);
        setTimeout(() => answer.end(`${body}${'.'.repeat(5000)}`), 20);
      });
    });
    const more = { method: 'PUT', path: '/p', headers: { 'X-A': 'b', Host: 'shop.example' }, body: 'data' };
    const found = await run([
      { kind: 'http', port, ...more },
      { kind: 'http', port },
    ]);
    expect(found[0]).toMatchObject({
      outcome: 'ok',
      status: 418,
      bytes: 'PUT /p shop.example b data'.length + 5000,
    });
    expect(found[0].body).toMatch(/^PUT \/p shop\.example b data\.+$/);
    expect(found[0].body).toHaveLength(4096);
    expect(found[1].body).toMatch(new RegExp(`^GET / 127.0.0.1:${port} undefined \\.+$`));
  });
});

test.each(['', '{', '{}', '[1]', '[{}]', '['.repeat(100_000)])('refuses %.20s in one line', async (given) => {
  const { code, out, err } = await launch(source, [given]).ended;
  expect({ code, out }).toEqual({ code: 2, out: [] });
  expect(err).toMatch(/^flow: expected one argument with JSON: .+\n$/);
});
