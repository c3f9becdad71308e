/** A load could not run. The labs that were built for it have been removed. */
export class CannotMeasure extends Error {
  /** The output of the program, and the position of the load in the lab. */
  readonly why: string;
  readonly todo: string;

  constructor(message: string, why: string, todo: string) {
    super(message);
    this.why = why;
    this.todo = todo;
  }
}
