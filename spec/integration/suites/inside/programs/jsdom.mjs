// jsdom renders a page that lies where this file lies, runs its script and reads its style sheet.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JSDOM, VirtualConsole } from 'jsdom';

const here = dirname(fileURLToPath(import.meta.url));
const virtualConsole = new VirtualConsole();
virtualConsole.on('log', (...args) => console.log('page:', ...args));
virtualConsole.on('jsdomError', (error) => console.log('error:', error.message));
const dom = await JSDOM.fromFile(join(here, 'page.html'), { runScripts: 'dangerously', resources: 'usable', virtualConsole });
const { window } = dom;
if (window.document.readyState !== 'complete') await new Promise((resolve) => window.addEventListener('load', resolve));
console.log(window.location.href.split('/').pop());
console.log([...window.document.querySelectorAll('li')].map((item) => item.textContent));
console.log(window.getComputedStyle(window.document.querySelector('li')).color);
window.document.querySelector('ul').dispatchEvent(new window.Event('grow'));
console.log(dom.serialize());
window.close();
