export const word = 'from the hooks thread';
