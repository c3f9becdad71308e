/** The way to a place broke while something was going on there. What was built is still there; `down` takes it away. */
export class PlaceLost extends Error {
  readonly place: string;
  /** What to do, where that is known better than for any place. */
  readonly todo: string | undefined;

  constructor(place: string, why: string, todo?: string) {
    super(`the connection to ${place} was lost${why ? ` (${why})` : ''}`);
    this.name = 'PlaceLost';
    this.place = place;
    this.todo = todo;
  }
}
