/**
 * Parses the output of iputils' ping. Its summary has the numbers of sent and received packets. Errors are lines: from
 * a router (`From 192.0.2.1 icmp_seq=1 Packet filtered`), from the local kernel while sending (`ping: local error:
 * message too long, mtu=1500`), or before anything is sent (`ping: connect: Network is unreachable`, without a
 * summary).
 */
export interface PingOutput {
  readonly sent: number;
  readonly received: number;
  readonly duplicates: number;
  /** `strange`: from another address than the destination. */
  readonly replies: readonly { readonly from: string; readonly ttl: number; readonly strange: boolean }[];
  readonly errors: readonly PingError[];
}

export interface PingError {
  readonly kind: ErrorKind;
  /** The sender of the error; absent if it is the source node's own kernel. */
  readonly by?: string;
  readonly mtu?: number;
  /** The text that ping printed. */
  readonly text: string;
}

export type ErrorKind = 'unreachable' | 'prohibited' | 'too-big' | 'ttl-exceeded' | 'redirect' | 'other';

/**
 * Texts of iputils' ping/ping_common.c and ping.c (pr_icmph), ping6_common.c, and of strerror. The first match wins.
 */
const kinds: readonly (readonly [RegExp, ErrorKind])[] = [
  [/Frag needed|Packet too big|message too long/i, 'too-big'],
  [
    /Packet filtered|Prohibited|Operation not permitted|Permission denied|Do you want to ping broadcast/i,
    'prohibited',
  ],
  [
    /Unreachable|Destination Host Unknown|No route to host|No route|Unknown Destination|Isolated/i,
    'unreachable',
  ],
  [/Time to live exceeded|Hop limit|exceeded/i, 'ttl-exceeded'],
  [/Redirect/i, 'redirect'],
];

/** Undefined if this is not the output of a ping that ran to its end. */
export function readPing(stdout: string, stderr: string): PingOutput | undefined {
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  const errors = lines.flatMap(readError);
  const replies = lines.flatMap((line) => {
    const match = line.match(/^\d+ bytes from ([^ ]+?):? .*?ttl=(\d+)/);
    return match
      ? [{ from: match[1]!, ttl: Number(match[2]), strange: line.includes('DIFFERENT ADDRESS') }]
      : [];
  });
  const summary = lines.find((line) => /^\d+ packets transmitted, /.test(line));
  if (summary === undefined)
    return errors.length > 0 ? { sent: 0, received: 0, duplicates: 0, replies, errors } : undefined;
  const count = (pattern: RegExp) => Number(summary.match(pattern)?.[1] ?? 0);
  return {
    sent: count(/^(\d+) packets transmitted/),
    received: count(/, (\d+) (?:packets )?received/),
    duplicates: count(/\+(\d+) duplicates/),
    replies,
    errors,
  };
}

function readError(line: string): PingError[] {
  const far = line.match(/^From (\S+?):? icmp_seq=\d+ (.*)$/);
  const near = line.match(/^ping6?: (?:local error: |connect: |sendmsg: )?(.*)$/);
  const text = far?.[2] ?? near?.[1];
  if (text === undefined || /^Warning|^WARNING/.test(text)) return [];
  const mtu = text.match(/mtu\s*[=:]\s*(\d+)/i)?.[1];
  return [
    {
      kind: kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'other',
      ...(far ? { by: far[1]! } : {}),
      ...(mtu ? { mtu: Number(mtu) } : {}),
      text,
    },
  ];
}
