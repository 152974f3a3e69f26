// The registration among the options of a Node process: whether it is there, and the spelling that holds in any folder.
import { pathToFileURL } from 'node:url';

/** How the registration is given by name; Node looks that up from the current folder of the process that it starts. */
const BARE = 'zipimport/register';

/** The options that load a module before the main one; the value follows, or is part of the token after '='. */
const PRELOADS: ReadonlySet<string> = new Set(['--import', '--require', '-r']);

/** Options whose value is the next token: what follows them is not the main module. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  ...PRELOADS,
  '-C',
  '--conditions',
  '-e',
  '--eval',
  '-p',
  '--print',
  '-pe',
  '--input-type',
  '--env-file',
  '--title',
]);

function isRegistration(value: string, registerPath: string): boolean {
  return value === BARE || value === registerPath || value === pathToFileURL(registerPath).href;
}

/** Calls `visit` with each preloaded module; what it returns takes the module's place. */
function mapPreloads(options: readonly string[], visit: (value: string, option: string) => string): readonly string[] {
  return options.map((token, at) => {
    const before = options[at - 1];
    if (before !== undefined && PRELOADS.has(before)) return visit(token, before);
    const equals = token.indexOf('=');
    const option = token.slice(0, Math.max(equals, 0));
    return PRELOADS.has(option) ? `${option}=${visit(token.slice(equals + 1), option)}` : token;
  });
}

/** The option that takes such a registration: `--require` has none of the waiting of `--import`, but a data: URL is nothing to it. */
export function registrationOption(registerPath: string): '--import' | '--require' {
  return registerPath.startsWith('data:') ? '--import' : '--require';
}

/**
 * Whether one of the options registers zipimport.
 * @param registerPath absolute path of what `zipimport/register` is
 * @param early whether only `--require` will do, for who does not wait until what `--import` names has been loaded
 */
export function isRegistered(options: readonly string[], registerPath: string, early = false): boolean {
  let found = false;
  mapPreloads(options, (value, option) => {
    found ||= isRegistration(value, registerPath) && !(early && option === '--import');
    return value;
  });
  return found;
}

/**
 * Whether the first module that these options load is the registration, so that nothing of the program can have run before it.
 * Node loads what `--require` names before what `--import` names.
 */
export function isRegisteredFirst(options: readonly string[], registerPath: string): boolean {
  const required: string[] = [];
  const imported: string[] = [];
  mapPreloads(options, (value, option) => {
    (option === '--import' ? imported : required).push(value);
    return value;
  });
  const [first] = [...required, ...imported];
  return first !== undefined && isRegistration(first, registerPath);
}

/** The options with `zipimport/register` spelled out, so that a process with another current folder finds it, too. */
export function pinRegistration(options: readonly string[], registerPath: string): readonly string[] {
  return mapPreloads(options, (value, option) => {
    if (value !== BARE) return value;
    // An executable's children that name the package themselves mean one that is installed, unless the runtime's own will do.
    if (registerPath.startsWith('data:')) return option === '--import' ? registerPath : value;
    return option === '--import' ? pathToFileURL(registerPath).href : registerPath;
  });
}

/** How many tokens at the start of a Node command line (without the executable) are Node's own; the main module comes after. */
export function countOptions(args: readonly string[]): number {
  let at = 0;
  while (at < args.length) {
    const token = args[at] ?? '';
    if (token === '--' || token === '-' || !token.startsWith('-')) break;
    at += WITH_VALUE.has(token) ? 2 : 1;
  }
  return Math.min(at, args.length);
}
