/** The keys that all probes share, and the schema of one probe. */
import * as z from 'zod';
import { oneOrMore, seconds, sentence } from '../base/scalar.ts';
import { declare } from '../base/trust.ts';
import { events } from '../events/index.ts';
import type { probes } from '../probes/index.ts';

export const about = declare('about', 'no', sentence().optional().describe('The reason; the plan prints it'));

export const probeKeys = {
  within: seconds(0.1, 600).optional().describe('Deadline of the check, or window of a negative check'),
  about,
};

const event = oneOrMore(
  z.union(events.all.map(({ schema, about: what }) => schema.describe(what))).meta({ id: 'event' }),
);

/** The keys of all probes. The keys of a probe are typed in its own file only. */
export interface ProbeBody extends z.output<z.ZodObject<typeof probeKeys>> {
  readonly control?: readonly ProbeBody[] | undefined;
  readonly event?: readonly unknown[] | undefined;
  readonly before?: ProbeBody | undefined;
}

/** The schema of one probe: its own keys, and the keys of all probes. */
export function probeBody(probe: (typeof probes.all)[number], explicit: boolean): z.ZodType<ProbeBody> {
  const own = probe.schema.extend(probeKeys);
  return own
    .extend({
      control: (explicit ? z.array(own).min(1) : oneOrMore(own.partial()))
        .optional()
        .describe('Changes to the probe; with them it must pass. A list for several controls'),
      event: event
        .optional()
        .describe('Changes of the lab before the check, in order; afterwards the lab is put back'),
      before: (explicit ? own : own.partial())
        .optional()
        .describe('Changes to the probe; with them it must pass before the event'),
    })
    .strict();
}
