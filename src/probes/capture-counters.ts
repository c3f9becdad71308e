/** What tcpdump lost, from the counters that it prints at its end; undefined where it printed none. */
export function readDropped(lines: readonly string[]): number | undefined {
  const counts = lines.flatMap((line) => {
    const match = line.match(/^\s*(\d+) packets? dropped by (?:kernel|interface)/);
    return match ? [Number(match[1])] : [];
  });
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}
