namespace Space {
  export const value = 5;
}
export const value: number = Space.value;
