/**
 * `neutral:`, where a lab says that no packet of it notices a change of what it wrote. A sentence is about leaving it out; where
 * the opposite, or another value, changes nothing either, each has a sentence of its own.
 */
import * as z from 'zod';
import { sentence } from '../base/scalar.ts';
import type { Neutral } from '../model/plan.ts';

/** `other` is the mutation besides `drop`: `target` of a rule, `flip` of a setting. */
export const neutralSchema = (other: string, does: string) =>
  z
    .union([
      sentence(),
      z.strictObject({
        drop: sentence().optional().describe('Why none notices that it is left out'),
        [other]: sentence().optional().describe(`Why none notices that it ${does}`),
      }),
    ])
    .optional()
    .describe(
      `Why no packet of this lab notices when it is left out, or ${does}; netlab mutate then leaves it alone`,
    );

type Written = z.output<ReturnType<typeof neutralSchema>>;

export function neutralOf(written: Written): { readonly neutral?: Neutral } {
  if (written === undefined) return {};
  if (typeof written === 'string') return { neutral: { drop: written } };
  return {
    neutral: Object.fromEntries(Object.entries(written).flatMap(([kind, why]) => (why ? [[kind, why]] : []))),
  };
}
