/** docs/benchmarks.md: what stands between its marks is written from bench/results. */
export function writePage(): void {}
