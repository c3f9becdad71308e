/**
 * The programs and maps of a compiled BPF object: names of its ELF symbols (64-bit, little-endian). A lab that names another program
 * or map is refused before anything is built.
 */
export interface BpfSymbols {
  /** Functions by name, each with its section: `tc`, `xdp`, `cgroup/connect4`. */
  readonly programs: Readonly<Record<string, string>>;
  readonly maps: readonly string[];
}

interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

/** elf.h: SHT_SYMTAB, STT_FUNC, STT_OBJECT, STB_GLOBAL, and EM_BPF. */
const symbolTable = 2;
const [ofObject, ofFunction, global, bpf] = [1, 2, 1, 247];

/** Undefined if the file is not such an object. */
export function bpfSymbols(bytes: Uint8Array): BpfSymbols | undefined {
  try {
    return read(bytes);
  } catch (error) {
    // An offset outside the file.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(bytes: Uint8Array): BpfSymbols | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The magic number, 64 bits, little-endian.
  if (view.getUint32(0) !== 0x7f454c46 || view.getUint16(4) !== 0x0201) return undefined;
  if (view.getUint16(18, true) !== bpf) return undefined;
  const text = (at: number): string => {
    const end = bytes.indexOf(0, at);
    return new TextDecoder('latin1').decode(bytes.subarray(at, end < 0 ? undefined : end));
  };
  const sections = sectionsOf(view, text);
  const symbols = sections.find(({ type }) => type === symbolTable);
  const names = symbols && sections[symbols.link];
  if (!symbols || !names) return undefined;
  const programs: Record<string, string> = {};
  const maps: string[] = [];
  for (let at = symbols.offset; at < symbols.offset + symbols.size; at += 24) {
    const info = view.getUint8(at + 4);
    const section = sections[view.getUint16(at + 6, true)]?.name ?? '';
    if (info >> 4 !== global) continue;
    const name = text(names.offset + view.getUint32(at, true));
    if ((info & 15) === ofFunction && section !== '.text') programs[name] = section;
    if ((info & 15) === ofObject && section === '.maps') maps.push(name);
  }
  return { programs, maps };
}

function sectionsOf(view: DataView, text: (at: number) => string): readonly ElfSection[] {
  const table = Number(view.getBigUint64(0x28, true));
  const [entry, count, ofNames] = [0x3a, 0x3c, 0x3e].map((at) => view.getUint16(at, true)) as [
    number,
    number,
    number,
  ];
  const raw = Array.from({ length: count }, (_, i) => {
    const at = table + i * entry;
    return {
      name: view.getUint32(at, true),
      type: view.getUint32(at + 4, true),
      offset: Number(view.getBigUint64(at + 24, true)),
      size: Number(view.getBigUint64(at + 32, true)),
      link: view.getUint32(at + 40, true),
    };
  });
  const names = raw[ofNames]?.offset ?? 0;
  return raw.map((one) => ({ ...one, name: text(names + one.name) }));
}
