const { sum } = require('./sum.cjs');
process.on('message', (message) => {
  if (message === 'bye') process.disconnect();
  else process.send(sum(message.add));
});
process.send([__filename, process.argv.slice(1), require.main === module, process.env.A]);
