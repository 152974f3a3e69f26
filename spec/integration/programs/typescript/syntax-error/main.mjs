for (const name of ['./broken.ts', './broken.mts', './broken.cts']) {
  await import(name).catch((error) => console.log(name, error.name, error.code, error.message));
}
