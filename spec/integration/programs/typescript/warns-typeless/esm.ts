export const value: string = "esm";
