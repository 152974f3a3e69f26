export const value: string = 'esm';
export default typeof require as string;
