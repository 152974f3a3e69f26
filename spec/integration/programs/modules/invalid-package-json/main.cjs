for (const name of ['bad', 'bad/sub.js']) try { console.log(require(name)); } catch (error) { console.log(error.name, error.code, error.message, error.path); }
import('bad').catch((error) => console.log(error.name, error.code, error.message));
