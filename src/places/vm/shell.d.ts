/** Shell scripts are sources of their own, carried in the bundle as text. */
declare module '*.sh' {
  const text: string;
  export default text;
}
