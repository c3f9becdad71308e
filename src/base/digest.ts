/** SHA-256 in hexadecimal, of what is compared and never read again. */
import { hash } from 'node:crypto';

export const sha256 = (text: string): string => hash('sha256', text);
