// A CommonJS part of the app: a template beside this file, read with fs and rendered with handlebars.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const handlebars = require('handlebars');

const render = handlebars.compile(readFileSync(join(__dirname, 'page.hbs'), 'utf8'));

exports.page = (data) => render(data);
