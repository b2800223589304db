/** FNV-1a, 32 bit, from 0 up to 2^32: the same for a text for ever. Spreads ids evenly; nothing secret hangs on it. */
export function hashOf(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
