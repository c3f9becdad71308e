export { PlaceCannot } from '../places/place-cannot.ts';
