/** What apply and down tell while they work; only the CLI prints. */
import type { Process } from '../model/place.ts';
import type { WaveName } from '../model/stage.ts';

export type ApplyEvent =
  /** What a killed netlab left running is being ended. */
  | { readonly kind: 'orphans'; readonly processes: readonly Process[] }
  /** What an earlier run left has been taken away before building. */
  | { readonly kind: 'cleaned'; readonly why: 'half-built' | 'other-boot' | 'replaced' }
  | { readonly kind: 'wave-start'; readonly wave: WaveName; readonly count: number; readonly nodes: number }
  /** `took` in milliseconds. */
  | {
      readonly kind: 'wave-done';
      readonly wave: WaveName;
      readonly count: number;
      readonly nodes: number;
      readonly took: number;
    }
  | { readonly kind: 'rollback' };

export type OnEvent = (event: ApplyEvent) => void;
