/** The counters that tcpdump prints when it is interrupted. Undefined where it printed none, or where it is still printing them. */
export interface Counters {
  /** Packets that it wrote. */
  readonly captured: number;
  /** By the kernel, and by an interface. */
  readonly dropped: number;
}

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
