/**
 * Tests whether JSON contains the expected part: maps must have the expected keys, lists an item for each expected one,
 * in any order. Scalars of a lab are text, so `1` in the lab equals the number 1 and the text "1".
 */

/** Undefined if it does, else the first difference as text. */
export function holdsJson(wanted: unknown, printed: string): string | undefined {
  try {
    return difference(wanted, JSON.parse(printed), '');
  } catch {
    return 'output that is not JSON';
  }
}

export function difference(wanted: unknown, actual: unknown, path: string): string | undefined {
  const here = path || 'the output';
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual)) return `${here} is not a list`;
    const missing = wanted.findIndex(
      (item) => !actual.some((other) => difference(item, other, '') === undefined),
    );
    return missing < 0 ? undefined : `${here} has no item ${JSON.stringify(wanted[missing])}`;
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return `${here} is not a map`;
    for (const [key, value] of Object.entries(wanted)) {
      const inside = path ? `${path}.${key}` : key;
      if (!Object.hasOwn(actual, key)) return `${inside} is missing`;
      const found = difference(value, (actual as Record<string, unknown>)[key], inside);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const scalar = wanted !== null && actual !== null && typeof actual !== 'object';
  const same = wanted === actual || (scalar && String(actual) === String(wanted));
  return same ? undefined : `${here} is ${JSON.stringify(actual)}`;
}
