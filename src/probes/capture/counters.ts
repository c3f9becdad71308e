/**
 * The counters that tcpdump prints when it is interrupted (info in its tcpdump.c): packets captured, packets dropped by
 * the kernel, and, if there are any, packets dropped by the interface. Virtual interfaces drop none.
 */
export interface Counters {
  /** Packets that tcpdump wrote. */
  readonly captured: number;
  /** Packets dropped by the kernel and by the interface. */
  readonly dropped: number;
}

/** Undefined until tcpdump has printed both counters. */
export function readCounters(lines: readonly string[]): Counters | undefined {
  const counts = (words: RegExp) =>
    lines.flatMap((line) => {
      const match = line.match(words);
      return match ? [Number(match[1])] : [];
    });
  const [captured] = counts(/^\s*(\d+) packets? captured/);
  const dropped = counts(/^\s*(\d+) packets? dropped by (?:kernel|interface)/);
  if (captured === undefined || dropped.length === 0) return undefined;
  return { captured, dropped: dropped.reduce((sum, count) => sum + count, 0) };
}
