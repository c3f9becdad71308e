/** The schema of the items of `measure`. */
import * as z from 'zod';
import { integer, name, oneOrMore, selector } from '../base/scalar.ts';
import { declare } from '../base/trust.ts';
import { loads } from '../loads/index.ts';
import { about } from './probe-body.ts';

/** A round is bounded: so much takes minutes where a connection takes a millisecond. */
const mostOperations = 100_000;

const body = z.strictObject({
  from: selector().describe('Node of the client'),
  to: oneOrMore(selector()).describe(
    'Destination: a node, a selector, a service or an address; several are used in turn',
  ),
  port: integer(1, 65_535).meta({ implied: true }).describe('Destination port'),
  servers: oneOrMore(selector())
    .optional()
    .describe(
      'Nodes in which netlab runs a server meanwhile (default: the nodes of to). Required for a service',
    ),
  'server-port': integer(1, 65_535).optional().describe('Port of the servers (default: port)'),
  count: integer(1, mostOperations).optional().describe('Number of operations in a round'),
  name: name(40).optional().describe('Name of the load, by which labs are compared (default: its kind)'),
  about,
});

/** One item: a load of one kind. */
export const loadSchema = () =>
  declare(
    'measure',
    'no',
    z
      .strictObject(
        Object.fromEntries(loads.all.map((kind) => [kind.name, body.optional().describe(kind.about)])),
      )
      .refine((item) => Object.keys(item).length === 1, {
        error: 'a list item must have exactly one kind of load',
        when: (payload) => payload.issues.length === 0,
      }),
  );

export type LoadItem = z.output<ReturnType<typeof loadSchema>>;
