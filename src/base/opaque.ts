declare const owner: unique symbol;

/**
 * A value with a type that is private to one file. Other code keeps the value and passes it back. An entry of a registry
 * declares its own types, and its `define` function hides them, so the rest of the program cannot confuse two values.
 */
export interface Opaque<Owner extends string> {
  readonly [owner]: Owner;
}

/** Hides the type of a value, or of an entry that works on such values. The caller names the hidden type. */
export const hide = <Hidden>(value: unknown): Hidden => value as Hidden;
