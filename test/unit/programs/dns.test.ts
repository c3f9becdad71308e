/** The DNS client, with servers that answer badly. */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import dns from '../../../src/programs/dns.py';
import { launch } from './process.ts';

type Reply = (query: Buffer, send: (message: Buffer) => void) => void;

/** Returns the port of a UDP server. */
async function server(reply: Reply): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  socket.on('message', (query: Buffer, { port }: RemoteInfo) =>
    reply(query, (message) => void socket.send(message, port, '127.0.0.1')),
  );
  return socket.address().port;
}

const ask = async (port: number, more: object = {}) => {
  const asked = { name: 'web.test', type: 'A', servers: ['127.0.0.1'], timeout: 5, port, ...more };
  const { code, out, err } = await launch(dns, [JSON.stringify(asked)]).ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out[0]!) as { status: string; answers: { data: string }[]; queries: object[] };
};

const answer = (query: Buffer, flags: number, ...records: Buffer[]) => {
  const message = Buffer.concat([query, ...records]);
  message.writeUInt16BE(0x8000 | flags, 2);
  message.writeUInt16BE(records.length, 6);
  return message;
};
/** With a pointer to the name of the question. */
const record = (type: number, data: readonly number[]) =>
  Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 9, 0, data.length, ...data]);
const a = record(1, [192, 0, 2, 7]);

test('skips responses to other queries', async () => {
  const port = await server((query, send) => {
    const other = answer(query, 0, record(1, [9, 9, 9, 9]));
    other.writeUInt16BE(other.readUInt16BE(0) ^ 1, 0);
    send(other);
    send(query);
    send(answer(query, 0, a));
  });
  expect(await ask(port)).toMatchObject({ status: 'NOERROR', answers: [{ data: '192.0.2.7' }] });
});

test('asks over TCP if the response is truncated', async () => {
  const port = await server((query, send) => send(answer(query, 0x0200)));
  const tcp = createServer((socket) =>
    socket.once('data', (data) => {
      const message = answer(data.subarray(2), 0, a, a);
      socket.end(Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]));
    }),
  );
  await new Promise<void>((resolve) => tcp.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void tcp.close());
  expect((await ask(port)).answers).toHaveLength(2);
});

test.each<[string, Buffer]>([
  ['a name that points to itself', Buffer.from([0xc0, 29, 0, 5, 0, 1, 0, 0, 0, 9, 0, 2, 0xc0, 26])],
  ['a record that is cut', a.subarray(0, 14)],
  ['a name that is cut', Buffer.from([60, 1])],
])('reports %s', async (_, bad) => {
  const port = await server((query, send) => send(answer(query, 0, bad)));
  expect((await ask(port)).status).toBe('FORMERR');
});

test('reports silence, response codes, and a name without such records', async () => {
  const silent = await server(() => undefined);
  expect(await ask(silent, { timeout: 0.3 })).toMatchObject({ status: 'timeout', queries: [{}] });
  const cname = await server((query, send) => send(answer(query, 0, record(5, [1, 120, 0]))));
  expect((await ask(cname)).status).toBe('NODATA');
  const codes = await server((query, send) => send(answer(query, 2)));
  expect(await ask(codes, { servers: ['127.0.0.1', '127.0.0.1'] })).toMatchObject({
    status: 'SERVFAIL',
    queries: [{}, {}],
  });
});
