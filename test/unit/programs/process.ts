// Runs a carried program as a real process, and ends it with the test that started it.
import { type AddressInfo, createServer, type Server } from 'node:net';
import { execa, type ResultPromise } from 'execa';
import { onTestFinished } from 'vitest';

export interface Ended {
  /** Undefined after a signal. */
  code: number | undefined;
  out: string[];
  err: string;
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

export interface Running {
  child: ResultPromise;
  out: () => string[];
  ended: Promise<Ended>;
}

export function launch(source: string, args: readonly string[], input = ''): Running {
  const child = execa('python3', ['-IS', '-c', source, ...args], {
    ...{ input, reject: false, stripFinalNewline: false },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.on('data', (text: Buffer) => {
    out += text.toString();
  });
  const ended = child.then(({ exitCode, stdout, stderr }) => ({
    code: exitCode,
    out: lines(stdout),
    err: stderr,
  }));
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
