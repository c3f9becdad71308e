import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import source from '../../../src/programs/serve.py';
import { freePort, launch, serving, until } from './process.ts';

const start = async (kind: string, name = 'web') => {
  const port = await freePort();
  return { port, ...(await serving(source, ['--name', name, `${port}/${kind}`])) };
};

/** Sends text and gives all that comes until the server closes. */
const talk = (host: string, port: number, text: string | Buffer = '', half = false) =>
  new Promise<{ text: string; from: number }>((resolve, reject) => {
    let got = '';
    let from = 0;
    const socket = connect({ host, port, allowHalfOpen: true }, () => {
      from = socket.localPort!;
      if (half) socket.end(text);
      else socket.write(text);
    });
    socket.on('data', (data) => {
      got += data.toString('latin1');
    });
    socket.on('end', () => resolve({ text: got, from })).on('error', reject);
    socket.on('end', () => socket.end());
  });

const ask = (host: string, port: number, text: string | Buffer = 'hello') =>
  new Promise<{ text: string; answered: string; from: number }>((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.on('message', (message, { address }) => {
      resolve({ text: message.toString(), answered: address, from: socket.address().port });
      socket.close();
    });
    socket.send(text, port, host);
  });

describe('http', () => {
  test.each(['127.0.0.1', '::1'])('tells who answered and whom it saw, over %s', async (host) => {
    const { port } = await start('http');
    const { text, from } = await talk(host, port, 'GET /a?b HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Type: application\/json\r\n/);
    const line = { by: 'web', saw: host, port: from, to: host, 'to-port': port, path: '/a?b' };
    expect(JSON.parse(text.split('\r\n\r\n')[1]!)).toEqual(line);
  });

  test('answers one request after the other on one connection', async () => {
    const { port, out } = await start('http');
    const post = `POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc`;
    const { text } = await talk('127.0.0.1', port, `${post}GET /2 HTTP/1.0\r\n\r\n`);
    expect(text.match(/"path": "[^"]+"/g)).toEqual(['"path": "/1"', '"path": "/2"']);
    expect(out().filter((line) => line.startsWith('http'))).toHaveLength(2);
  });

  test('gives as many bytes as the path asks for', async () => {
    const { port } = await start('http');
    const answer = await fetch(`http://127.0.0.1:${port}/bytes/200001`);
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(await answer.text()).toHaveLength(200_001);
    expect((await fetch(`http://127.0.0.1:${port}/bytes/0`)).headers.get('content-length')).toBe('0');
    expect((await fetch(`http://127.0.0.1:${port}/bytes/10000001`)).status).toBe(400);
  });

  test.each([204, 304, 404, 503])('answers status %i when the path asks for it', async (status) => {
    const { port } = await start('http');
    const answer = await fetch(`http://127.0.0.1:${port}/status/${status}`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(status < 400 ? '' : `"path": "/status/${status}"`);
  });

  test.each([
    ['bytes that are no HTTP', Buffer.from([0x16, 3, 1, 0, 0xff, 10, 10]), 400],
    ['an empty line', '\r\n', 400],
    ['a line without an end', 'x'.repeat(20_000), 400],
    ['headers without an end', `GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(200)}\r\n`, 400],
    ['a method that it does not have', 'DELETE / HTTP/1.1\r\nConnection: close\r\n\r\n', 405],
    ['a length that is no number', 'POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 411],
    ['a body too large', `POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n${'.'.repeat(5_000_000)}`, 413],
    ['a status that promises another answer', 'GET /status/100 HTTP/1.0\r\n\r\n', 400],
  ])('refuses %s, and goes on serving', async (_, sent, status) => {
    const { port } = await start('http');
    expect((await talk('127.0.0.1', port, sent)).text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  test('keeps what a client sends from writing lines into the log', async () => {
    const { port, out } = await start('http');
    await talk('127.0.0.1', port, 'GET /\x1b[2J\x85serving HTTP/1.0\r\n\r\n');
    await until(() => out().length > 1);
    expect(out()).toHaveLength(2);
    expect(out()[1]).toMatch(
      /^http 127\.0\.0\.1:\d+ -> 127\.0\.0\.1:\d+ GET \/\\x1b\[2J\\xc2\\x85serving 200$/,
    );
  });
});

describe('tcp', () => {
  test('sends its line at once, and closes after a second of silence', async () => {
    const { port } = await start('tcp', 'db');
    const began = Date.now();
    const { text, from } = await talk('127.0.0.1', port);
    const line = { by: 'db', saw: '127.0.0.1', port: from, to: '127.0.0.1', 'to-port': port };
    expect(JSON.parse(text)).toEqual(line);
    expect(Date.now() - began).toBeGreaterThan(900);
  });

  test('closes when the peer does, and takes all that was sent before', async () => {
    const { port } = await start('tcp');
    const began = Date.now();
    expect((await talk('::1', port, Buffer.alloc(3_000_000), true)).text).toContain('"saw": "::1"');
    expect(Date.now() - began).toBeLessThan(900);
  });

  test('serves many at a time, and more than that in turn', async () => {
    const { port } = await start('tcp');
    const began = Date.now();
    const all = await Promise.all(Array.from({ length: 300 }, () => talk('127.0.0.1', port)));
    expect(all.filter(({ text }) => text.includes('"by": "web"'))).toHaveLength(300);
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});

describe('udp', () => {
  test.each(['127.0.0.1', '127.0.0.7', '::1'])(
    'answers from the address that was asked, %s',
    async (host) => {
      const { port, out } = await start('udp');
      const { text, answered, from } = await ask(host, port);
      const saw = host === '::1' ? '::1' : '127.0.0.1';
      expect(answered).toBe(host);
      expect(JSON.parse(text)).toMatchObject({ by: 'web', to: host, port: from, 'to-port': port });
      expect([saw, host]).toContain(JSON.parse(text).saw);
      expect(out()[1]).toMatch(/^udp .* 5 bytes$/);
    },
  );

  test('answers an empty datagram, but never an answer', async () => {
    const { port } = await start('udp');
    expect((await ask('127.0.0.1', port, '')).text).toContain('"by"');
    const looped = ask('127.0.0.1', port, '{"by": "other"}').then(() => 'answered');
    const other = ask('127.0.0.1', port, 'x').then(() => 'other');
    expect(await Promise.race([looped, other])).toBe('other');
  });
});

describe('the process', () => {
  test('says serving when every socket listens, and ends at once with 0 on SIGTERM', async () => {
    const ports = [await freePort(), await freePort(), await freePort()];
    const [tcp, udp, http] = ports;
    const running = await serving(source, ['--name', 'web', `${tcp}/tcp`, `${udp}/udp`, `${http}/http`]);
    expect(running.out()).toEqual(['serving']);
    const open = talk('127.0.0.1', tcp!);
    await until(() => running.out().length > 1);
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
    await open.catch(() => undefined);
  });

  test('says in one line which port is in use', async () => {
    const other = createServer().listen(0);
    const port = (other.address() as { port: number }).port;
    const ended = await launch(source, ['--name', 'web', `${port}/tcp`]).ended;
    other.close();
    expect(ended).toEqual({ code: 1, out: [], err: `serve: ${port}/tcp: Address already in use\n` });
  });

  const socketThat = (does: string) => `
import socket
class Socket(socket.socket):
${does}
socket.socket = Socket
`;

  test('says in one line that a port needs a privilege', async () => {
    const denied = socketThat('  def bind(self, a): raise PermissionError(13, "Permission denied")');
    const ended = await launch(denied + source, ['--name', 'web', '80/http']).ended;
    expect(ended).toEqual({ code: 1, out: [], err: 'serve: 80/http: Permission denied\n' });
  });

  test('serves IPv4 where the kernel has no IPv6', async () => {
    const without = socketThat(`  def __init__(self, family=2, *rest, **more):
    if family == 10: raise OSError(97, "Address family not supported by protocol")
    super().__init__(family, *rest, **more)`);
    const port = await freePort();
    await serving(without + source, ['--name', 'web', `${port}/tcp`, `${port}/udp`]);
    expect((await talk('127.0.0.1', port, '', true)).text).toContain('"by": "web"');
    expect((await ask('127.0.0.1', port)).text).toContain('"by": "web"');
    await expect(talk('::1', port)).rejects.toThrow('ECONNREFUSED');
  });

  test.each(['80', '80/sctp', '0/tcp', '65536/tcp', 'x/tcp'])('refuses to listen on %s', async (listen) => {
    const { code, err } = await launch(source, ['--name', 'web', listen]).ended;
    expect(code).toBe(2);
    expect(err).toContain('expected 80/http, 9000/tcp or 53/udp');
  });
});
