console.log('from the worker');
