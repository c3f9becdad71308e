/** Thrown if the connection to a place breaks while it is in use. The lab is still there; `down` removes it. */
export class PlaceLost extends Error {
  readonly place: string;
  /** The remedy, if this place has specific advice. */
  readonly todo: string | undefined;

  constructor(place: string, why: string, todo?: string) {
    super(`the connection to ${place} was lost${why ? ` (${why})` : ''}`);
    this.name = 'PlaceLost';
    this.place = place;
    this.todo = todo;
  }
}
