import './slow.mjs'; console.log('child after slow');
