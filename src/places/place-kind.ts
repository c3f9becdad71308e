/** A kind of place, as `--on` names it. */
import type { Place } from '../model/place.ts';
import type { UnmetRequirement } from './requirements/missing.ts';

export interface PlaceKind {
  /** `local`, `ssh`: what --on says, or begins with. */
  readonly name: string;
  /** For --help and messages, in a few words. */
  readonly about: string;
  /** The form of a longer word that this kind takes (`ssh://...`). A kind without it takes only its name. */
  readonly pattern?: RegExp;
  /** Whether it is the default without --on. The first in the list wins. */
  usual?(): boolean;
  /** The user whose rights a lab has there. It asks for trust, unless this is undefined. */
  rightsOfLab(): 'root' | 'your user' | undefined;
  /** A capability that other places may lack and this one has. A refusal names this place if nothing else is missing. */
  readonly gives?: readonly UnmetRequirement['kind'][];
  /** Rejects with PlaceCannot. May start what the place needs. */
  open(spec: string, asker: OpenContext): Promise<Place>;
  /** The place, if this user may have labs there now; looking starts nothing. */
  holding?(asker: OpenContext): Promise<Place | undefined>;
}

/** The user who opens a place. */
export interface OpenContext {
  readonly env: NodeJS.ProcessEnv;
  /** For the user to know: what has become of a place. */
  note(text: string): void;
  /** Receives the error of a place that could not be searched, in place of a note. */
  missed?(kind: string, error: Error): void;
  /** The labs that are looked for, by name. A place that records its labs need not be reached for others. */
  readonly labs?: readonly string[];
}
