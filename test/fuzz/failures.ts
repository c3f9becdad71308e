/** Collects failures by kind: many inputs meet one fault, and each kind is reported once. */
export class Failures {
  readonly #byKind = new Map<string, { inputs: number[]; text: string }>();

  add(input: number, kind: string, text: string): void {
    const known = this.#byKind.get(kind);
    if (known) known.inputs.push(input);
    else this.#byKind.set(kind, { inputs: [input], text });
  }

  /** Empty where nothing went wrong. `repeat` is the command that runs one input alone. */
  say(repeat: (input: number) => string): string {
    return [...this.#byKind]
      .map(([kind, { inputs, text }]) => {
        const first = inputs[0]!;
        return `${kind}\n  ${inputs.length} inputs, first ${first}: ${repeat(first)}\n${text}`;
      })
      .join('\n\n');
  }
}

/** The error's name, message without its values, and the lines of the project that it went through. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /\/(src|yaml)\//.test(line))
    .slice(0, 2)
    .map((line) => line.replace(/^.*\/(src|node_modules)\//, '').replace(/[:)\d]+$/, ''));
  return `${error.name}: ${error.message.replaceAll(/"[^"]*"|\d+/g, '_').slice(0, 120)} (${at.join(' < ')})`;
}
