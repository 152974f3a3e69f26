console.log(process.argv[2], process.env.A, require('./value.json'));
if (process.argv[2] === 'fail') process.exit(9);
