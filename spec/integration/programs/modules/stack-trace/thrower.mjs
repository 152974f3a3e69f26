export function go() {

  throw new Error('there');
}
