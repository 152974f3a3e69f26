// Which options this process was started with: on the command line or in NODE_OPTIONS.

/** Tokens of NODE_OPTIONS; double quotes group and backslash escapes within them. https://nodejs.org/api/cli.html#node_optionsoptions */
export function splitNodeOptions(text: string): string[] {
  const tokens: string[] = [];
  let token = '';
  let started = false;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\\' && quoted && at + 1 < text.length) {
      at += 1;
      token += text[at];
    } else if (char === ' ' && !quoted) {
      if (started) tokens.push(token);
      token = '';
      started = false;
    } else if (char === '"') {
      quoted = !quoted;
      started = true;
    } else {
      token += char;
      started = true;
    }
  }
  if (started) tokens.push(token);
  return tokens;
}

/** Options of this process in the order that Node applies them: NODE_OPTIONS first. */
export function nodeOptions(): string[] {
  return [...splitNodeOptions(process.env['NODE_OPTIONS'] ?? ''), ...process.execArgv];
}

/** Whether a boolean option is on; the last mention wins. Node accepts underscores for dashes after the first two. */
export function hasFlag(name: string, options: readonly string[] = nodeOptions()): boolean {
  let on = false;
  for (const option of options) {
    const spelled = `--${option.slice(2).replaceAll('_', '-')}`;
    if (spelled === `--${name}`) on = true;
    if (spelled === `--no-${name}`) on = false;
  }
  return on;
}

/** Whether an option is given in exactly this spelling. */
export function isGiven(option: string, options: readonly string[] = nodeOptions()): boolean {
  return options.includes(option);
}

/** Values of `-C x`, `--conditions x` and `--conditions=x`. */
export function userConditions(options: readonly string[] = nodeOptions()): string[] {
  const conditions: string[] = [];
  options.forEach((option, at) => {
    const next = options[at + 1];
    if ((option === '-C' || option === '--conditions') && next !== undefined) conditions.push(next);
    else if (option.startsWith('--conditions=')) conditions.push(option.slice('--conditions='.length));
  });
  return conditions;
}

/** One token as NODE_OPTIONS wants it written; the inverse of {@link splitNodeOptions}. */
export function quoteNodeOption(token: string): string {
  if (token !== '' && !/[\s"\\]/.test(token)) return token;
  return `"${token.replaceAll(/["\\]/g, '\\$&')}"`;
}
