module.exports = {
  rules: {
    'no-foo': {
      create: (context) => ({
        Identifier: (node) => node.name === 'foo' && context.report({ node, message: 'No foo.' }),
      }),
    },
  },
};
