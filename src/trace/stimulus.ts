/** The packet or connection to send, and the result of the program that sends it. */
import type { PacketSent } from '../model/report.ts';
import { flowProgram } from '../programs/flow.ts';
import { python } from '../programs/run-python.ts';
import type { Sent } from './follow.ts';

export interface TraceRequest extends PacketSent {
  /** Flow id: the ICMP id or source port that identifies the packets of this trace. */
  readonly mark: number;
  /** Timeout for the reply in seconds. */
  readonly wait: number;
}

export interface Sender {
  readonly argv: readonly string[];
  readonly input?: string;
}

export function senderOf(asked: TraceRequest): Sender {
  const { kind, address, port, size, df, mark, wait, ttl, source } = asked;
  if (kind === 'ping')
    return {
      argv: [
        ...['ping', '-n', '-e', String(mark), '-c', '1', '-W', String(wait)],
        ...(size === undefined ? [] : ['-s', String(size)]),
        ...(df ? ['-M', 'do'] : []),
        ...(ttl === undefined ? [] : ['-t', String(ttl)]),
        ...(source === undefined ? [] : ['-I', source]),
        address,
      ],
    };
  const flow = {
    ...{ id: '1', kind, host: address, port, timeout: wait, 'source-port': mark, df, source, ttl },
    ...(kind === 'udp' ? { payload: `netlab trace ${mark} ` } : {}),
    ...(size === undefined ? {} : { size }),
    ...(kind === 'http' && size !== undefined ? { method: 'POST' } : {}),
  };
  return { argv: python(flowProgram, '-'), input: JSON.stringify([flow]) };
}

export const sentBy = ({ kind, from, mark, address, port }: TraceRequest): Sent => ({
  node: from,
  protocol: kind === 'ping' ? 'icmp' : kind === 'http' ? 'tcp' : kind,
  mark,
  dst: address,
  ...(port === undefined ? {} : { dstPort: port }),
});

export const sayAsked = ({ kind, port, size, df }: TraceRequest): string => {
  const what = {
    ping: 'ping',
    tcp: `TCP port ${port}`,
    udp: `UDP port ${port}`,
    http: `HTTP${port === 80 ? '' : ` port ${port}`}`,
  };
  return `${what[kind]}${size === undefined ? '' : `, ${size} bytes`}${df ? ', DF set' : ''}`;
};

export interface SenderResult {
  readonly ok: boolean;
  /** As text: `1 sent, 1 received`, `refused`. */
  readonly said: string;
}

/** Reads the output of the program. */
export function endOf(
  asked: TraceRequest,
  stdout: string,
  stderr: string,
  exit: number | null,
): SenderResult {
  const text = `${stdout}\n${stderr}`;
  if (asked.kind !== 'ping') {
    const line = stdout.split('\n').find((one) => one.startsWith('{'));
    const result = line === undefined ? undefined : (JSON.parse(line) as Readonly<Record<string, unknown>>);
    const ok = result?.outcome === 'ok';
    const details = [
      result?.status === undefined ? '' : `status ${result.status}`,
      result?.by === undefined ? '' : `answered by ${result.by}`,
      result?.saw === undefined ? '' : `which saw ${result.saw}`,
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
  return { ok: exit === 0, said: error ?? (exit === 0 ? '' : 'no reply') };
}
