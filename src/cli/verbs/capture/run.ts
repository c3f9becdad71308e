/** The verb capture: taps on the interfaces that are meant, until enough has come, time is over, or Ctrl-C. */

import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { kernelJson } from '../../../base/kernel-json.ts';
import { plural } from '../../../base/plural.ts';
import { suggest } from '../../../base/suggest.ts';
import { stateUnreadable } from '../../../base/unreadable.ts';
import { enterUp, findLiveNode, type UpLab } from '../../../engine/find-up.ts';
import { requirePrograms, toEnter } from '../../../engine/require-programs.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import type { Captured } from '../../../packet/captured.ts';
import { dissect } from '../../../packet/dissect.ts';
import { pcapngWriter } from '../../../packet/write-pcapng.ts';
import { inOrder } from '../../../tap/in-order.ts';
import { type TapAt, TapFault, tap } from '../../../tap/tap.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import { mostSeconds, numberOption } from '../../number-option.ts';
import { openNamed } from '../../output-file.ts';
import type { Call } from '../../verb.ts';
import { packetLine } from './view.ts';

export async function runCapture(call: Call): Promise<number> {
  const { args, options, out } = call;
  const most = numberOption(call, 'count', { least: 1, most: 1_000_000_000 });
  const seconds = numberOption(call, 'duration', { least: 0.01, most: mostSeconds, fraction: true });
  const snapLength = numberOption(call, 'snap-length', { least: 1, most: 262_144 }) ?? 2048;
  const lab = await enterUp(String(args[0]), callerOf(call));
  await requirePrograms(lab.place, [...toEnter, 'tcpdump']);
  const at = await placesOf(lab, args[1] as readonly string[]);
  const filter = options.filter === undefined ? {} : { filter: filterOf(String(options.filter)) };
  const file = options.write === undefined ? undefined : String(options.write);
  const sink = file === undefined ? lines(at, call) : await pcapng(file);
  return runInterruptible(async (signal) => {
    let count = 0;
    const order = inOrder((packet) => {
      if (most !== undefined && count >= most) return;
      count += 1;
      sink.packet(packet);
      if (count === most) taps.stop();
    });
    const taps = tap((command) => lab.place.open(command), at, { ...filter, snapLength }, order.push);
    const stop = () => taps.stop();
    signal.addEventListener('abort', stop);
    let broken: NodeJS.ErrnoException | undefined;
    void sink.closed?.then((error) => {
      broken = error;
      stop();
    });
    try {
      await taps.listening;
      out.note(out.notePaint.dim(`listening on ${names(at)}${until(most, seconds)}`));
      const timer = seconds === undefined ? undefined : setTimeout(stop, seconds * 1000);
      const { lost } = await taps.done;
      clearTimeout(timer);
      order.end();
      await sink.end();
      if (broken && broken.code !== 'EPIPE') throw broken;
      const saved = file === undefined || file === '-' ? '' : ` in ${file}`;
      out.note(out.notePaint.dim(`${plural(count, 'packet')}${saved}`));
      if (lost > 0)
        out.note(
          out.notePaint.warn(`the kernel dropped ${lost} more: narrow it with --filter or --snap-length`),
        );
      return 0;
    } catch (error) {
      taps.kill();
      if (broken && broken.code !== 'EPIPE') throw broken;
      if (!(error instanceof TapFault)) throw error;
      // Stopped before it listened, tcpdump exits without a word.
      if (signal.aborted) {
        await sink.end();
        out.note(out.notePaint.dim(plural(count, 'packet')));
        return 0;
      }
      throw new UsageError(error.message, `tcpdump said so; its filters: man pcap-filter`);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  });
}

/** No filter begins with it; tcpdump's options do. */
function filterOf(given: string): string {
  if (given.trimStart().startsWith('-'))
    throw new UsageError(
      `--filter ${given} is an option of tcpdump, not a filter`,
      'filters: man pcap-filter; to write a file: --write FILE',
    );
  return given;
}

const until = (most: number | undefined, seconds: number | undefined): string => {
  const ends = [
    ...(most === undefined ? [] : [plural(most, 'packet')]),
    ...(seconds === undefined ? [] : [plural(seconds, 'second')]),
  ];
  return ends.length === 0 ? ', until Ctrl-C' : `, for ${ends.join(' or ')}`;
};

const names = (at: readonly TapAt[]): string => {
  const all = at.map((one) => `${one.node.name}:${one.interface}`);
  return all.length > 6 ? `${all.slice(0, 5).join(', ')} and ${all.length - 5} more` : all.join(', ');
};

async function placesOf(lab: UpLab, where: readonly string[]): Promise<readonly TapAt[]> {
  const found = new Map<string, TapAt>();
  for (const word of where) {
    const [name = '', wanted] = word.split(/:(.*)/, 2);
    const node = await findLiveNode(lab, name);
    const { exit, stdout, stderr } = await lab.place.run({ node, argv: ['ip', '-j', 'link', 'show'] });
    if (exit !== 0) throw stateUnreadable(lab.journal.lab, stderr.trim());
    const all = (kernelJson(stdout) as readonly { ifname: string; flags: readonly string[] }[]).filter(
      ({ flags }) => flags.includes('UP'),
    );
    const up = all.map(({ ifname }) => ifname);
    if (wanted !== undefined && !up.includes(wanted)) {
      const near = suggest(wanted, up);
      throw new UsageError(
        `${name} has no interface ${wanted} that is up`,
        `${near ? `did you mean "${name}:${near}"?  ` : ''}up: ${up.join(', ')}`,
      );
    }
    for (const one of wanted === undefined ? up.filter((each) => each !== 'lo') : [wanted])
      found.set(`${name}:${one}`, { node, interface: one });
  }
  if (found.size === 0) throw new UsageError(`${where.join(', ')}: no interface is up there but lo`);
  return [...found.values()];
}

interface Sink {
  packet(packet: Captured): void;
  end(): Promise<void>;
  /** The reader of the output has gone. */
  readonly closed?: Promise<NodeJS.ErrnoException>;
}

function lines(at: readonly TapAt[], { out }: Call): Sink {
  const width = Math.max(...at.map((one) => one.node.name.length + 1 + one.interface.length));
  return {
    packet: (packet) => out.result(packetLine(packet, dissect(packet), width, out.paint)),
    end: async () => undefined,
  };
}

async function pcapng(file: string): Promise<Sink> {
  if (file === '-' && process.stdout.isTTY)
    throw new UsageError(
      'pcapng is binary and not printed to a terminal',
      'pipe it: ... -w - | wireshark -k -i -',
    );
  const stream: Writable = file === '-' ? process.stdout : createWriteStream(file, { fd: openNamed(file) });
  const writer = pcapngWriter();
  stream.write(writer.start);
  return {
    packet: (packet) => void stream.write(writer.packet(packet)),
    end: () =>
      new Promise((resolve) => {
        // After an error it is never flushed.
        if (stream.errored) resolve();
        else if (file === '-') stream.write('', () => resolve());
        else stream.end(resolve);
      }),
    closed: new Promise((resolve) => stream.on('error', resolve)),
  };
}
