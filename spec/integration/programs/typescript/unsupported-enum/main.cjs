for (const name of ['./enum.ts', './namespace.cts', './parameter.cts']) {
  try {
    console.log(require(name));
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}
