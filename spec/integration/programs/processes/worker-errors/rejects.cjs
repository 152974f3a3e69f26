Promise.reject(new TypeError('rejected'));
