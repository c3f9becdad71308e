/**
 * A script in braces, so that the shell has read all of it before it runs any: a netlab killed in the middle of writing it
 * would otherwise leave a shell that runs the half of a line. In pieces: one text would be a second copy of it.
 */
export const whole = (script: string): readonly string[] => ['{\n', script, '\n}\n'];
