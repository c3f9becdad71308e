/** The output of packets.py in real labs, with one packet in each direction, and the interfaces of the nodes. */
import { readFileSync } from 'node:fs';
import { dissect } from '../../../src/packet/dissect.ts';
import type { Row } from '../../../src/state/state.ts';
import type { Reading, Readings } from '../../../src/trace/readings.ts';
import type { Sighting } from '../../../src/trace/sighting.ts';
import { inOrder, type Line, sighting } from '../../../src/trace/watch.ts';

interface Recorded {
  readonly seen: readonly Sighting[];
  readonly readings: Readings;
}

export function recorded(lab: string): Recorded {
  const file = new URL(`fixtures/${lab}.json`, import.meta.url);
  const { links, lines } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly links: Readonly<Record<string, readonly Row[]>>;
    readonly lines: readonly Line[];
  };
  return {
    seen: inOrder(lines.map((line) => sighting(line, dissect))),
    readings: new Map(Object.entries(links).map(([node, rows]) => [node, reading({ links: rows })])),
  };
}

export const reading = (parts: Partial<Reading>): Reading => ({
  ...{
    rules: [],
    counters: new Map(),
    links: [],
    neighbors: [],
    fdb: [],
    vlans: [],
    wireguard: [],
    balanced: [],
    services: [],
  },
  ...{ policies: [], blackholes: [], qdiscs: [], chains: [], maps: [], settings: new Map() },
  ...parts,
});
