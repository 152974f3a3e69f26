const show = (error) => console.log(error.code, error.message, error.requireStack, error.path, String(error), error.stack.split('\n')[0]);
for (const request of ['./nothing', 'nothing', '../nothing', '#nothing', '@scope/nothing', './nothing.js', 'nothing/sub', `${__dirname}/nothing`]) {
  try { require(request); } catch (error) { show(error); }
  try { require.resolve(request); } catch (error) { show(error); }
}
for (const request of ['', undefined, 5, null]) try { require(request); } catch (error) { console.log(error.code, error.message); }
