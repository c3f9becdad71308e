export { type Obstacle, PlaceCannot } from '../places/place-cannot.ts';
