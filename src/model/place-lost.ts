/** The way to a place broke while something was going on there. What was built is still there; `down` takes it away. */
export class PlaceLost extends Error {
  readonly place: string;

  constructor(place: string, why: string) {
    super(`the connection to ${place} was lost${why ? ` (${why})` : ''}`);
    this.name = 'PlaceLost';
    this.place = place;
  }
}
