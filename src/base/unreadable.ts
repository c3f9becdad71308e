/** The output of a program, or the state of a node, could not be read. Exit 4. */
export class Unreadable extends Error {
  /** The remedy. */
  readonly todo: string;

  constructor(message: string, todo: string) {
    super(message);
    this.name = 'Unreadable';
    this.todo = todo;
  }
}

export const stateUnreadable = (lab: string, why: string): Unreadable =>
  new Unreadable(
    `the state of ${lab} cannot be read: ${why || 'nothing was printed'}`,
    `netlab status ${lab} lists what is left of it; if the machine is busy, try again`,
  );
