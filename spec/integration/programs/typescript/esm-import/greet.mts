export interface Greeting {
  readonly text: string;
}
export const count: number = 3;
export default function greet(name: string): string {
  const greeting: Greeting = { text: `hello ${name}` };
  return greeting.text;
}
console.log(import.meta.url.slice(-9), import.meta.filename.endsWith('greet.mts'));
