/** How many times the floor each way takes, as bars of text: one character is one time the floor. */
import type { Group } from '../result.ts';
import { median } from '../timed.ts';

const most = 70;

export function chart(groups: readonly Group[]): string {
  const bars = groups
    .filter(({ phase, rows, base }) => phase === 'build' && rows.some(({ name }) => name === base))
    .flatMap(({ name: network, rows, base }) => {
      const floor = median(rows.find(({ name }) => name === base)!.values);
      return rows
        .filter(({ name }) => name !== base)
        .map(({ name, values }, i) => {
          const times = median(values) / floor;
          const bar = '#'.repeat(Math.max(1, Math.min(most, Math.round(times))));
          return `${(i === 0 ? network : '').padEnd(16)}${name.padEnd(10)}${bar} ${times.toFixed(1)}`;
        });
    });
  return ['Building, in times of the floor:', '', '```', ...bars, '```'].join('\n');
}
