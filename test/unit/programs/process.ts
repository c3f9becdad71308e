// Runs a carried program as a real process, and ends it with the test that started it.
import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Ended {
  code: number | null;
  out: string[];
  err: string;
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

export interface Running {
  child: ChildProcess;
  out: () => string[];
  ended: Promise<Ended>;
}

export function launch(source: string, args: readonly string[], input = ''): Running {
  const child = spawn('python3', ['-IS', '-c', source, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, out: lines(out), err }));
  });
  return { child, out: () => lines(out), ended };
}

/** Resolves when the program prints that it serves; rejects with any other output. */
export function serving(source: string, args: readonly string[]): Promise<Running> {
  const running = launch(source, args);
  return new Promise((resolve, reject) => {
    running.child.stdout!.on('data', () => {
      if (running.out().includes('serving')) resolve(running);
    });
    void running.ended.then(({ code, err }) => reject(new Error(`exit ${code}: ${err}`)));
  });
}

/** Listens on IPv4's loopback until the test ends, and gives the port. */
export function listening(server: Server): Promise<number> {
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * A port that nobody listens on, on IPv4 and IPv6, below those that the kernel gives to clients (32768 and up), so that no
 * other test's client takes it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer().on('error', () => resolve(false));
      server.listen(port, () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

export async function until(done: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !done() && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
