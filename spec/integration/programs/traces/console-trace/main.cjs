function here() {
  console.trace('traced %d', 5);
}
here();
