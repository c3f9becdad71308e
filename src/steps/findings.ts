import type { Finding, Findings } from './step-kind.ts';

export const listOf = (found: Findings): readonly Finding[] => [found ?? []].flat();
