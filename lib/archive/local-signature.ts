// How a local header begins: what those need to know who only step over it.

/** Bytes before its name. */
export const LOCAL_HEADER_SIZE = 30;
export const LOCAL_SIGNATURE = 0x04034b50;
