exports.read = () => 'from a file';
