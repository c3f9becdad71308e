/**
 * JSON of `ip -j`, `bridge -j` and the like. iproute2 prints names and aliases as they are, control characters too, which JSON
 * forbids inside a string: then each is taken for its escape. Such output has no newline between its values.
 */
export function kernelJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const escaped = text
      .trim()
      .replaceAll(/\p{Cc}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
    if (escaped === text.trim()) throw error;
    return JSON.parse(escaped);
  }
}
