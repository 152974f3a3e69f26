process.on('uncaughtException', (error, origin) => {
  console.log(origin, error.stack.split('\n').slice(0, 2).join('|'));
});
setImmediate(() => require('./later.js'));
