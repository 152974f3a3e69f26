/** @jsx h */
const h = (tag: string, _: null, text: string): string => `${tag} ${text}`;
export const view: string = <p>hello</p>;
