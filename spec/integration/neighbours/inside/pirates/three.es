module.exports = 'BEFORE three';
