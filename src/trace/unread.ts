/** The state of the nodes or their packets could not be read. Without them a trace would report a packet that arrived as lost. */
export class Unread extends Error {
  override readonly name = 'Unread';
}
