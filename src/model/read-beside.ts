/** Reads a file beside the lab: its content and its name in messages, or why it cannot be read. The stages have no I/O, so they get this. */
export type ReadBeside = (
  name: string,
) => { readonly bytes: Uint8Array; readonly file: string } | { readonly why: string };
