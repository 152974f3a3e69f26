// What a debugger sees of the modules: URLs, sources, breakpoints set by URL before and after they are loaded.
import { Session } from 'node:inspector';
import { createRequire } from 'node:module';

const session = new Session();
session.connect();

function post(method, parameters) {
  let answer;
  session.post(method, parameters, (error, result) => {
    answer = error ?? result;
  });
  return answer;
}

const root = new URL('.', import.meta.url).href;
const name = (url) => url.replace(root, '');
const scripts = [];
session.on('Debugger.scriptParsed', ({ params }) => {
  if (params.url.startsWith(root)) scripts.push(params);
});
session.on('Debugger.paused', ({ params: { callFrames, hitBreakpoints } }) => {
  const [{ callFrameId, functionName, location }] = callFrames;
  const { result } = post('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'left + right' });
  const { url } = scripts.find(({ scriptId }) => scriptId === location.scriptId);
  console.log('paused', name(url), functionName, location.lineNumber, location.columnNumber, result.value, hitBreakpoints.length);
});
post('Debugger.enable');

function breakAt(file, lineNumber) {
  const { locations } = post('Debugger.setBreakpointByUrl', { url: root + file, lineNumber });
  console.log('breakpoint', file, locations.map((at) => [at.lineNumber, at.columnNumber]).join());
}

breakAt('lib/common.cjs', 4);
const add = createRequire(import.meta.url)('./lib/common.cjs');
const { join } = await import('./lib/module.mjs');
breakAt('lib/module.mjs', 2);
const { default: dep } = await import('dep');
console.log(add(1, 2), join('a', 'b'), dep.twice(4));

for (const { scriptId, url, startLine, endLine, isModule, sourceMapURL, hash } of scripts) {
  const { scriptSource } = post('Debugger.getScriptSource', { scriptId });
  console.log(name(url), startLine, endLine, isModule === true, sourceMapURL, hash.length);
  console.log(scriptSource);
}
session.disconnect();
