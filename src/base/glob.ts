/** `web*`, `leaf[12]`, `node?`: the patterns that choose nodes by name. */
export const isGlob = (text: string): boolean => /[*?[]/.test(text);

export function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[a-z0-9-]*')
    .replaceAll('?', '[a-z0-9-]');
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^$/;
  }
}
