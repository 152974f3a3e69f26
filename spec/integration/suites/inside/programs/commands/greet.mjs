export const command = 'greet <name>';
export const describe = 'Greets somebody';
export const builder = { loud: { type: 'boolean', default: false, describe: 'Shout' } };
export const handler = ({ name, loud }) => console.log(loud ? `HELLO ${name.toUpperCase()}` : `hello ${name}`);
