/** This place cannot do it: privilege, tool, kernel feature or connection missing. Exit 3. */
export interface Obstacle {
  readonly what: string;
  readonly why: string;
  /** The remedy, as a sentence or a command. */
  readonly todo: string;
  /** The kind of requirement that a plan lacks here. */
  readonly kind?: 'system' | 'privilege' | 'tool' | 'kernel';
}

export class PlaceCannot extends Error {
  readonly obstacles: readonly Obstacle[];
  /** The command that does it in another place. */
  readonly instead: string | undefined;

  constructor(message: string, obstacles: readonly Obstacle[], instead?: string) {
    super(message);
    this.name = 'PlaceCannot';
    this.obstacles = obstacles;
    this.instead = instead;
  }
}
