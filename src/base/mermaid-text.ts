/** Text in one line of a Mermaid diagram. Characters that end or begin something there are written as entities, with #. */
import { terminalLine } from './terminal-text.ts';

/** `%%{` begins a directive anywhere, a backtick text in Markdown; `<` and `&` are HTML. */
const special = /["#%&;<>`]/g;

export const mermaidText = (text: string): string =>
  terminalLine(text).replace(special, (char) => `#${char.charCodeAt(0)};`);
