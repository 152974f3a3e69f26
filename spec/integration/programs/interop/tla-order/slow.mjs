console.log('slow starts'); await new Promise((resolve) => setImmediate(resolve)); console.log('slow ends');
