let foo = 1
let x = foo;
