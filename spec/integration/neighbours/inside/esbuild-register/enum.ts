export enum Colour {
  Red,
  Blue,
}
export const pick = (colour: Colour): string => Colour[colour]!;
