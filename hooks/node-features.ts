// One named constant per Node behaviour that decides how the hooks are built. Tested, never derived from a version number.
import nodeModule from 'node:module';

/** `module.registerHooks`: synchronous hooks in the thread that runs the modules. https://github.com/nodejs/node/pull/55698 (22.15, 23.5) */
export const HAS_REGISTER_HOOKS: boolean = typeof nodeModule.registerHooks === 'function';

/** `require()` of ES modules is on. https://github.com/nodejs/node/pull/55085 (20.19, 22.12) */
export const HAS_REQUIRE_MODULE: boolean = (process.features as { require_module?: boolean }).require_module === true;
