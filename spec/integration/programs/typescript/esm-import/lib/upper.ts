export type Loud = string & { readonly loud: true };
export const upper = (text: string): string => text.toUpperCase();
