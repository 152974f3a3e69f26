const list = document.querySelector('ul');
const add = (text) => list.append(Object.assign(document.createElement('li'), { textContent: text }));
list.addEventListener('grow', () => add('grown'));
add('two');
console.log('ready', document.title);
