/**
 * A BPF object beside the lab: `name.bpf.c`, `name.o`, and `name.sha256` with the digests of both. The object is used if both digests
 * hold. Otherwise the source has changed, and the plan compiles it.
 */
import { type BpfSymbols, bpfSymbols } from '../../base/bpf-symbols.ts';
import type { Source } from '../../base/diagnostic.ts';
import { sha256 } from '../../base/digest.ts';
import type { NodeAsker } from '../../model/context.ts';

export interface BpfObject {
  readonly name: string;
  readonly source: Source;
  /** Its name in messages, and its text. */
  readonly code: { readonly file: string; readonly text: string };
  /** The compiled object. Absent if it is not that of the source. */
  readonly compiled?: BpfSymbols & { readonly base64: string };
}

export function readObject(file: string, at: Source, asker: NodeAsker): BpfObject | undefined {
  const name = file.replace(/\.bpf\.c$/, '');
  const source = asker.beside(file);
  if ('why' in source) {
    asker.refuse({
      code: 'bpf-source',
      message: `${file} cannot be read: ${source.why}`,
      at,
      hint: 'name a C source in the folder of the lab',
    });
    return undefined;
  }
  const compiled = compiledOf(name, file, source.bytes, asker);
  const code = { file: source.file, text: new TextDecoder().decode(source.bytes) };
  return { name, source: at, code, ...(compiled ? { compiled } : {}) };
}

function compiledOf(
  name: string,
  file: string,
  source: Uint8Array,
  { beside }: NodeAsker,
): BpfObject['compiled'] {
  const [object, record] = [beside(`${name}.o`), beside(`${name}.sha256`)];
  if ('why' in object || 'why' in record) return undefined;
  const recorded = new TextDecoder().decode(record.bytes).split('\n');
  const holds = (bytes: Uint8Array, of: string) => recorded.includes(`${sha256(bytes)}  ${of}`);
  if (!holds(source, file) || !holds(object.bytes, `${name}.o`)) return undefined;
  const symbols = bpfSymbols(object.bytes);
  return symbols && { ...symbols, base64: base64(object.bytes) };
}

/** Lines of one length, so that a changed object changes few lines of a printed plan. */
const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,120}/g)!
    .join('\n');
