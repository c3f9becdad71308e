/** The captures in fixtures/, which scripts/record-fixtures makes. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Captured } from '../../../src/packet/captured.ts';
import { pcapReader } from '../../../src/packet/pcap.ts';
import { readPcapng } from '../../../src/packet/pcapng.ts';

const folder = fileURLToPath(new URL('fixtures', import.meta.url));

export const fixtures: readonly string[] = readdirSync(folder).sort();

export const fixturePath = (name: string): string => `${folder}/${name}`;

export function recorded(name: string): Captured[] {
  const bytes = readFileSync(fixturePath(name));
  return name.endsWith('.pcapng') ? readPcapng(bytes) : pcapReader().push(bytes);
}
