import { addressedPort } from './addressed-port.ts';
import { byType } from './by-type.ts';
import { duplicateAddress } from './duplicate-address.ts';
import { groupName } from './group-name.ts';
import { kernelLimits } from './kernel-limits.ts';
import { linkMadeLater } from './link-made-later.ts';
import { linkTaken } from './link-taken.ts';
import { notEthernet } from './not-ethernet.ts';
import { overlappingSubnets } from './overlapping-subnets.ts';
import { ownMac } from './own-mac.ts';
import { privateFileTwice } from './private-file-twice.ts';
import { sameDevice } from './same-device.ts';
import { vlanTags } from './vlan-tags.ts';
import type { Whole } from './whole.ts';

/** Errors that need the whole lab. Errors of a single value are reported where the value is read. */
export const refusals: readonly ((whole: Whole) => void)[] = [
  addressedPort,
  groupName,
  duplicateAddress,
  overlappingSubnets,
  notEthernet,
  sameDevice,
  linkTaken,
  linkMadeLater,
  ownMac,
  vlanTags,
  kernelLimits,
  byType,
  privateFileTwice,
];
