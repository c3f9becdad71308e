/**
 * The counters that tcpdump prints when it is interrupted (info in its tcpdump.c): what it captured, what the kernel dropped, and in a line
 * more, where there were any, what the interface did: none does that is only software.
 */
export interface Counters {
  /** Packets that it wrote. */
  readonly captured: number;
  /** By the kernel, and by an interface. */
  readonly dropped: number;
}

/** Undefined until it has told both. */
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
