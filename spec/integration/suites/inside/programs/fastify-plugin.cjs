module.exports = async (app) => {
  app.get('/plugin', async () => ({ from: require('node:path').basename(__filename) }));
};
