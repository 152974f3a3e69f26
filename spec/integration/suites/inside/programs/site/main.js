import capitalize from 'lodash/capitalize.js';
import { used } from './shapes.js';
import text from './hello.txt';
import picture from './picture.svg';

console.log(capitalize(text), used(2), picture.endsWith('.svg'));
import('./later.js').then(({ later }) => console.log(later));
