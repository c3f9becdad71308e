/** SHA-256 in hexadecimal, of what is compared and never read again. */
import { createHash } from 'node:crypto';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
