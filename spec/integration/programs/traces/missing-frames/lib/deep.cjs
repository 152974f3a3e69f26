function load() {
  return require('not-there/either');
}
load();
