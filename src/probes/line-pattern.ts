/** A text that a line holds, or `/a regular expression/` with `i` after it where case does not matter. */
export type LinePattern = { readonly test: (line: string) => boolean } | { readonly fault: string };

export function linePattern(text: string): LinePattern {
  const match = text.match(/^\/(.+)\/(i?)$/);
  if (!match) return { test: (line) => line.includes(text) };
  try {
    const pattern = new RegExp(match[1]!, match[2]);
    return { test: (line) => pattern.test(line) };
  } catch (error) {
    return { fault: `${text} is no regular expression: ${(error as Error).message}` };
  }
}
