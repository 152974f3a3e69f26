console.log(require('a'), require('b'), require.resolve('a'), require.resolve.paths('a'), require.resolve.paths('./a'), require.resolve.paths('fs'));
console.log(require.resolve('b', { paths: [require.resolve('a')] }), require.resolve('./node_modules/b', { paths: [__dirname] }));
try { require.resolve('zzz', { paths: [__dirname, '/'] }); } catch (error) { console.log(error.code, error.message); }
try { require.resolve('a', { paths: 'a' }); } catch (error) { console.log(error.code, error.message); }
