/**
 * Proof of ownership. netlab mounts a lab's namespaces in the lab's own folder; their names in /run/netns and /etc/netns are links
 * into that folder. Anything else under such a name does not belong to the lab, even if the journal lists the name.
 */
export interface Owned {
  /** By name; inode 0 where the name has lost its namespace. */
  readonly namespaces: ReadonlyMap<string, number>;
  /** Absolute paths of the links. */
  readonly links: readonly string[];
}

/** Where ip(8) and other programs find namespaces by name. */
export const namespacesFolder = '/run/netns';
/** `ip netns exec NAME` mounts the files of the folder NAME over those of /etc. */
export const namespaceFilesFolder = '/etc/netns';

export const namespacePath = (namespace: string): string => `${namespacesFolder}/${namespace}`;
export const namespaceFiles = (namespace: string): string => `${namespaceFilesFolder}/${namespace}`;

/** Set in the environment of everything that the lab's commands start: `<lab>:<id of the journal>`. */
export const markName = 'NETLAB_LAB';
