/** Seconds as people read them: 0.11 s, 12.3 s. */
export const duration = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
