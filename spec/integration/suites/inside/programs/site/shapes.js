export const used = (x) => x * 3;
export const unused = () => 'never';
