/** Flows of one series, and requests of one connection. */
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { flowProgram as source } from '../../../src/programs/flow.ts';
import serve from '../../../src/programs/serve.py';
import { freePort, launch, listening, serving } from './process.ts';

const run = async (flows: object[]) => {
  const { code, out, err } = await launch(source, ['-'], JSON.stringify(flows)).ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out.map((line) => JSON.parse(line));
};
const requests = async (port: number, more: object) =>
  (await run([{ id: '0', kind: 'http', host: '127.0.0.1', port, timeout: 20, ...more }]))[0];

const tcpServer = (greet: (socket: Socket) => void) =>
  listening(createServer({ allowHalfOpen: true }, (socket) => greet(socket.on('error', () => undefined))));

test('begins a flow after the one before it, or after a gap', async () => {
  const events: string[] = [];
  let waiting: Socket | undefined;
  const reply = (socket: Socket, name: string) => {
    events.push(`out ${name}`);
    socket.end('{"by": "web"}\n');
  };
  const port = await tcpServer((socket) => {
    socket.once('data', (data) => {
      const name = data.toString();
      events.push(`in ${name}`);
      if (name === 'c') waiting = socket;
      else
        setTimeout(() => {
          reply(socket, name);
          if (waiting) reply(waiting, 'c');
        }, 50);
    });
  });
  const flow = (id: string, more: object) => ({
    ...{ id, kind: 'tcp', host: '127.0.0.1', port, payload: id, timeout: 20, ...more },
  });
  // d replies to c too, so c has a reply only if d begins before c has ended.
  const found = await run([
    flow('a', {}),
    flow('b', { after: 'a', gap: 20 }),
    flow('c', { after: 'b', gap: 20 }),
    flow('d', { after: 'c', gap: 0.1 }),
  ]);
  expect(events).toEqual(['in a', 'out a', 'in b', 'out b', 'in c', 'in d', 'out d', 'out c']);
  expect(found.map(({ id, by }) => `${id} ${by}`).sort()).toEqual(['a web', 'b web', 'c web', 'd web']);
});

test('sends several requests on one connection', async () => {
  const port = await freePort();
  await serving(serve, ['--name', 'web', `${port}/http`]);
  const found = await requests(port, { requests: 5, path: '/x' });
  expect(found).toMatchObject({ outcome: 'ok' });
  expect(found.answers).toHaveLength(5);
  expect(new Set(found.answers.map(({ body }: { body: string }) => JSON.parse(body).port))).toEqual(
    new Set([found['local-port']]),
  );
  expect(found.answers[4]).toMatchObject({ by: 'web', saw: '127.0.0.1', status: 200 });
});

test('reports a server that closes between two requests', async () => {
  const port = await tcpServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'));
  });
  const found = await requests(port, { requests: 3 });
  expect(found.outcome).toBe('reset');
  expect(found.answers).toEqual([{ status: 200, body: 'hi' }]);
});
