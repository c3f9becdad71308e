/** Bytes as bpftool takes them: `10 0 0 1`. It prints `["0x0a","0x00","0x00","0x01"]`. */
export const bytesText = (bytes: readonly (number | string)[]): string => bytes.map(Number).join(' ');
