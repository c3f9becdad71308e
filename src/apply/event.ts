/** Progress events of apply and down. Only the CLI prints. */
import type { Process } from '../model/place.ts';
import type { WaveName } from '../model/stage.ts';

export type ApplyEvent =
  /** Processes that a killed netlab left are being ended. */
  | { readonly kind: 'orphans'; readonly processes: readonly Process[] }
  /** The remains of an earlier run were removed before building. */
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
  | { readonly kind: 'rollback' }
  /** The lab is built, and the checks under `ready` run. */
  | { readonly kind: 'ready'; readonly checks: number };

export type OnEvent = (event: ApplyEvent) => void;
