/** The probe under `while:`, whose packets another probe watches. */
import * as z from 'zod';
import type { Asker } from '../model/context.ts';
import type { Check } from '../model/lab.ts';

export const whileKey = z
  .any()
  .meta({ editor: { $ref: '#/$defs/probe' } })
  .describe('A probe that runs meanwhile, and must pass');

/** Probes whose packets carry a mark: an ICMP id or a source port of their own. */
const marked: readonly string[] = ['ping', 'tcp', 'udp', 'http'];

export const isMarked = (check: Check): boolean => marked.includes(check.probe);

/** Refuses none or several; undefined also where the probe itself was refused. */
export function oneStimulus(asker: Asker): Check | undefined {
  const checks = asker.checks('while');
  if (checks.length > 1)
    asker.refuse({ code: 'several-probes', message: 'while holds one probe', at: asker.at('while') });
  return checks.length === 1 ? checks[0] : undefined;
}
