throw new RangeError('thrown here');
