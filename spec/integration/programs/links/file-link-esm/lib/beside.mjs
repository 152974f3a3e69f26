console.log('beside');
