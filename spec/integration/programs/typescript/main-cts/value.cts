type Value = number;

exports.value = 7 as Value;
