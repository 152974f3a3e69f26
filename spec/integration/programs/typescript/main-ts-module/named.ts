export type Named = { name: string };
const named: Named = { name: 'named' };
export default named;
