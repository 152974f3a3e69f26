import defer * as lazy from './lazy.mjs'; export default () => lazy.value;
