process.emitWarning('careful', 'CustomWarning', 'C001');
