/** The types that a lab may omit: of ends of links, and of interfaces that every node has. */
import { interfaceTypes } from './index.ts';
import type { InterfaceType } from './interface-type.ts';

/** The type of the ends of links. */
export const linkType: InterfaceType = interfaceTypes.all.find(({ implied }) => implied?.by === 'links')!;

/** The type of the interface that every node has under this name: loopback for lo. */
export const typeNamed = (name: string): InterfaceType | undefined =>
  interfaceTypes.all.find(({ implied }) => implied?.by === 'name' && implied.name === name);

export const impliedType = (name: string): InterfaceType => typeNamed(name) ?? linkType;
