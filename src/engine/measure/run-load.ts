/** One round of a load in a lab: its servers start, its client runs once, and the servers are ended. */
import type { LabLoad, LoadSample } from '../../model/load.ts';
import type { Place, Stream } from '../../model/place.ts';
import type { Plan } from '../../model/plan.ts';
import loadSource from '../../programs/load.c';
import loadRunner from '../../programs/load.py';
import { python } from '../../programs/run-python.ts';
import { listen } from '../../trace/listen.ts';
import { CannotMeasure } from './cannot-measure.ts';
import type { MeasuredLab } from './prepare.ts';

/** Milliseconds, on a place of common speed. */
const compileTime = 60_000;
const roundTime = 300_000;

const programOf = (plan: Plan): string => `${plan.directory}/load`;

/** The compiler writes beside the lab's journal, so the program goes with the lab. */
export async function buildLoad(plan: Plan, place: Place, signal: AbortSignal): Promise<void> {
  const argv = ['cc', '-O2', '-o', programOf(plan), '-x', 'c', '-'];
  const timeout = compileTime * (place.pace ?? 1);
  const { exit, stderr, timedOut } = await place.run({ argv }, { input: loadSource, timeout, signal });
  if (exit === 0) return;
  signal.throwIfAborted();
  const missing = /stdio\.h: No such file/.test(stderr);
  throw new CannotMeasure(
    `cc could not compile the client and server of netlab measure${timedOut ? ' in time' : ''}`,
    stderr.trim().split('\n').slice(0, 5).join('\n'),
    missing
      ? 'apt-get install libc6-dev'
      : 'check the C compiler: echo "int main() { return 0; }" | cc -x c -',
  );
}

export async function runLoad(
  load: LabLoad,
  { plan, of }: MeasuredLab,
  place: Place,
  signal: AbortSignal,
): Promise<LoadSample> {
  const node = (name: string) => plan.nodes.find((one) => one.name === name)!;
  const words = (...more: readonly string[]) => python(loadRunner, programOf(plan), ...more);
  const streams: Stream[] = [];
  try {
    await Promise.all(
      load.servers.map(async (name) => {
        const stream = place.open({ argv: words('serve', String(load.serverPort)), node: node(name) });
        streams.push(stream);
        try {
          await listen(stream, 'the server', () => true).listening;
        } catch (error) {
          signal.throwIfAborted();
          throw failed(load, of, `no server could start in ${name}`, (error as Error).message);
        }
      }),
    );
    const targets = load.targets.flatMap((address) => [address, String(load.port)]);
    const argv = words(load.kind, String(load.count), ...targets);
    const timeout = roundTime * (place.pace ?? 1);
    const outcome = await place.run({ argv, node: node(load.from) }, { timeout, signal });
    signal.throwIfAborted();
    if (outcome.exit === 0) return JSON.parse(outcome.stdout) as LoadSample;
    const why = outcome.timedOut ? `it did not end within ${timeout / 1000} s` : outcome.stderr.trim();
    throw failed(load, of, `its client in ${load.from} failed`, why);
  } finally {
    for (const stream of streams) stream.kill();
    await Promise.all(streams.map(({ done }) => done));
  }
}

const failed = (
  { id, title, from, port, targets, source }: LabLoad,
  lab: string,
  what: string,
  why: string,
): CannotMeasure =>
  new CannotMeasure(
    `the load ${id} (${title}): ${what}`,
    `${why}\n${source.file}:${source.line}:${source.column}`,
    `see where the packets go: netlab up ${lab}; netlab trace ${lab} ${from} ${targets[0]} --tcp ${port}`,
  );
