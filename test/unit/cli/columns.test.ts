import { describe, expect, it } from 'vitest';
import { ago } from '../../../src/cli/view/ago.ts';
import { columns, hanging, widthOf, wrap } from '../../../src/cli/view/columns.ts';

describe('columns', () => {
  it('align whatever the colours, and leave the last cell as it is', () => {
    expect(columns([['\x1b[1ma\x1b[0m', 'b'], ['long', 'c'], ['alone, and longer than the others']])).toEqual(
      ['\x1b[1ma\x1b[0m     b', 'long  c', 'alone, and longer than the others'],
    );
    expect(widthOf('\x1b[36mé\x1b[0m')).toBe(1);
  });

  it('break lines at blanks only', () => {
    expect(wrap('aa bb a-very-long-word c', 5)).toEqual(['aa bb', 'a-very-long-word', 'c']);
    expect(hanging('  - ', '', 40)).toEqual(['  -']);
  });
});

describe('time since', () => {
  const now = new Date('2026-01-02T12:00:00Z');
  it.each([
    ['2026-01-02T11:59:59.500Z', 'just now'],
    ['2026-01-02T12:00:05Z', 'just now'],
    ['2026-01-02T11:59:01Z', '59 s ago'],
    ['2026-01-02T11:57:00Z', '3 min ago'],
    ['2026-01-02T09:59:00Z', '2 h ago'],
    ['2025-12-30T12:00:00Z', '3 d ago'],
  ])('%s is %s', (since, text) => {
    expect(ago(since, now)).toBe(text);
  });
});
