exports.text = 'common';
