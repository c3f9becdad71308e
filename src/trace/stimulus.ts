/** The one packet, or connection, that is sent, and what the program that sends it says of its end. */
import { flowProgram } from '../programs/flow.ts';
import { python } from '../programs/run-python.ts';
import type { Sent } from './follow.ts';

export interface Asked {
  readonly kind: 'ping' | 'tcp' | 'udp' | 'http';
  /** A node. */
  readonly from: string;
  /** As it was named. */
  readonly to: string;
  readonly address: string;
  readonly port?: number;
  /** Bytes of data. */
  readonly size?: number;
  readonly df: boolean;
  /** ICMP id or source port: what tells it from everybody else's. */
  readonly mark: number;
  /** Seconds to wait for an answer. */
  readonly wait: number;
}

export interface Sender {
  readonly argv: readonly string[];
  readonly input?: string;
}

export function senderOf(asked: Asked): Sender {
  const { kind, address, port, size, df, mark, wait } = asked;
  if (kind === 'ping')
    return {
      argv: [
        ...['ping', '-n', '-e', String(mark), '-c', '1', '-W', String(wait)],
        ...(size === undefined ? [] : ['-s', String(size)]),
        ...(df ? ['-M', 'do'] : []),
        address,
      ],
    };
  const flow = {
    ...{ id: '1', kind, host: address, port, timeout: wait, 'source-port': mark, df },
    ...(kind === 'udp' ? { payload: `netlab trace ${mark} ` } : {}),
    ...(size === undefined ? {} : { size }),
    ...(kind === 'http' && size !== undefined ? { method: 'POST' } : {}),
  };
  return { argv: python(flowProgram, '-'), input: JSON.stringify([flow]) };
}

export const sentBy = ({ kind, from, mark, address, port }: Asked): Sent => ({
  node: from,
  protocol: kind === 'ping' ? 'icmp' : kind === 'http' ? 'tcp' : kind,
  mark,
  dst: address,
  ...(port === undefined ? {} : { dstPort: port }),
});

export const sayAsked = ({ kind, port, size, df }: Asked): string => {
  const what = {
    ping: 'ping',
    tcp: `TCP port ${port}`,
    udp: `UDP port ${port}`,
    http: `HTTP${port === 80 ? '' : ` port ${port}`}`,
  };
  return `${what[kind]}${size === undefined ? '' : `, ${size} bytes`}${df ? ', not to be fragmented' : ''}`;
};

export interface Ended {
  readonly ok: boolean;
  /** In words: `1 sent, 1 received`, `refused`. */
  readonly said: string;
}

/** From what the program printed. */
export function endOf(asked: Asked, stdout: string, stderr: string, exit: number | null): Ended {
  const text = `${stdout}\n${stderr}`;
  if (asked.kind !== 'ping') {
    const line = stdout.split('\n').find((one) => one.startsWith('{'));
    const result = line === undefined ? undefined : (JSON.parse(line) as Readonly<Record<string, unknown>>);
    const ok = result?.outcome === 'ok';
    const details = [
      result?.status === undefined ? '' : `status ${result.status}`,
      result?.by === undefined ? '' : `answered by ${result.by}`,
      result?.saw === undefined ? '' : `who saw ${result.saw}`,
    ].filter(Boolean);
    return {
      ok,
      said: result
        ? [ok ? '' : String(result.outcome), ...details].filter(Boolean).join(', ')
        : stderr.trim(),
    };
  }
  const error = /^(?:From \S+ icmp_seq=\d+ |ping6?: (?:local error: |connect: |sendmsg: )?)(.+)$/m.exec(
    text,
  )?.[1];
  return { ok: exit === 0, said: error ?? (exit === 0 ? '' : 'no answer') };
}
