/**
 * A script in braces, so that the shell has read all of it before it runs any: a netlab killed in the middle of writing it
 * would otherwise leave a shell that runs the half of a line.
 */
export const whole = (script: string): string => `{\n${script}\n}\n`;
