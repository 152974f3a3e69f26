for (let i = 0; i < 2; i++) {
  try { require('./throws'); } catch (error) { console.log(error.message, error.stack.split('\n')[1].trim()); }
  console.log(Object.keys(require.cache).length, module.children.length);
}
try { require('./syntax'); } catch (error) { console.log(error.name, error.message, error.stack.split('\n').slice(0, 4)); }
try { require('./broken.json'); } catch (error) { console.log(error.name, error.message); }
