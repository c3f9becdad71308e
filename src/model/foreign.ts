/** netlab found something that it did not make instead of its own file, and left it unchanged. Exit 3. */
export class Foreign extends Error {
  /** The remedy. */
  readonly todo: string;

  constructor(message: string, todo = 'look at it; remove it if nobody needs it, and try again') {
    super(message);
    this.name = 'Foreign';
    this.todo = todo;
  }
}
