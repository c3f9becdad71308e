/** Returns a function that makes texts distinct: it numbers a text that it has returned before. Ids contain texts of rules and lines. */
export function distinctIds(): (text: string) => string {
  const seen = new Map<string, number>();
  return (text) => {
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return before > 0 ? `${text} (again ${before})` : text;
  };
}
