/**
 * The VLANs of a bridge port or of the bridge itself. Lists are complete: an additional VLAN is as wrong as a missing
 * one, because it lets frames out.
 */
import * as z from 'zod';
import { integer, oneOrMore, word } from '../base/scalar.ts';
import { type Facts, facts, wanted } from './facts.ts';
import { defineProbe } from './probe.ts';
import { type Expectation, type ShownRow, sayExpectation, show } from './show.ts';

const vids = () => oneOrMore(integer(1, 4094)).optional();

const schema = z.strictObject({
  at: z
    .string()
    .regex(/^[^:\s]+:\S+$/, { error: 'expected node:interface' })
    .meta({ title: '`node:interface`' })
    .describe('Port, or the bridge itself by its name'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        untagged: vids().describe('All VLANs whose frames leave untagged'),
        tagged: vids().describe('All VLANs whose frames leave tagged'),
        pvid: integer(1, 4094).optional().describe('VLAN of untagged frames that arrive'),
      }),
    ])
    .describe(
      'none, or the VLANs of the port; untagged and tagged are complete lists if one of them is given',
    ),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly name: string;
  readonly expect: Expectation;
}

export const vlan = defineProbe<Spec, Question>({
  name: 'vlan',
  about: 'VLANs of a bridge port, or of the bridge itself',
  trust: 'no',
  schema,
  resolve({ at, expect: given }, asker) {
    const found = asker.interface(at, asker.at('at'));
    if (!found) return undefined;
    const list = (vids: readonly number[] | undefined) => (vids ? sorted(vids) : 'none');
    const expect: Expectation =
      given === 'none'
        ? 'none'
        : wanted({
            pvid: given.pvid,
            ...(given.untagged || given.tagged
              ? { untagged: list(given.untagged), tagged: list(given.tagged) }
              : {}),
          });
    return {
      looks: true,
      question: { node: found.node, name: found.interface, expect },
      id: at.replace(':', '/'),
      title: at,
      expected: sayExpectation(expect, 'VLANs'),
      nodes: [found.node],
      tools: ['bridge'],
    };
  },
  run: ({ node, name, expect }, runner) =>
    show({ node, argv: ['bridge', '-j', 'vlan', 'show', 'dev', name], expect, read: readVlans }, runner),
});

const sorted = (vids: readonly number[]): string => [...vids].sort((a, b) => a - b).join(' ') || 'none';

/** The rows of `bridge -j vlan show`. A port without VLANs has no row. */
export const readVlans = (rows: readonly ShownRow[]): readonly Facts[] =>
  rows.flatMap((row): readonly Facts[] => {
    const all = (row.vlans ?? []) as readonly { readonly vlan: number; readonly flags?: readonly string[] }[];
    if (all.length === 0) return [];
    const those = (untagged: boolean) =>
      sorted(
        all
          .filter((one) => (one.flags?.includes('Egress Untagged') ?? false) === untagged)
          .map((one) => one.vlan),
      );
    const pvid = all.find((one) => one.flags?.includes('PVID'))?.vlan;
    return [facts({ pvid: pvid ?? 'none', untagged: those(true), tagged: those(false) })];
  });
