import type { Pattern } from './pattern.ts';

/** A pattern on one line, as in the lab: `vxlan vni 1 [ icmp echo-request, src pod1-1 ]`. */
export function sayPattern(pattern: Pattern): string {
  const say = (value: unknown): string => {
    if (Array.isArray(value)) return value.join(' ');
    return typeof value === 'object' && value !== null
      ? Object.entries(value)
          .filter(([, inner]) => inner !== undefined)
          .map(([key, inner]) => `${key} ${say(inner)}`)
          .join(' ')
      : String(value);
  };
  const { inner, quoted, ...fields } = pattern;
  const own = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    // A layer without fields must only be present.
    .map(([key, value]) => `${key} ${say(value)}`.trim())
    .join(', ');
  const parts = [
    own,
    inner ? `[ ${sayPattern(inner)} ]` : '',
    quoted ? `about [ ${sayPattern(quoted)} ]` : '',
  ];
  return parts.filter((part) => part !== '').join(' ') || 'packet';
}
