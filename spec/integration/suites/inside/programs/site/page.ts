import { used } from './shapes.js';
import text from './hello.txt?raw';
import picture from './picture.svg?url';

declare const __WHERE__: string;
enum Level { Low = 1, High }
const app: HTMLElement | null = document.getElementById('app');
if (app) app.textContent = `${text} ${used(Level.High)} ${picture} ${__WHERE__}`;
const pages = import.meta.glob('./la*.js');
for (const load of Object.values(pages)) void load();
