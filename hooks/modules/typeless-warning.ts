// Node's warning about ES modules whose package does not say that they are.

/** A `node_modules` directory, or the archive that stands in for one. */
const BELOW_MODULES = /\/node_modules(?:\.zip)?\//;

/**
 * Makes the function that warns: once per package.json, and never below node_modules, as Node does.
 * @see https://nodejs.org/api/packages.html#syntax-detection
 */
export function makeTypelessWarning(): (packageJson: string, url: string) => void {
  const warned = new Set<string>();
  return (packageJson, url) => {
    if (BELOW_MODULES.test(url) || warned.has(packageJson)) return;
    warned.add(packageJson);
    process.emitWarning(
      `Module type of ${url} is not specified and it doesn't parse as CommonJS.\n` +
        'Reparsing as ES module because module syntax was detected. This incurs a performance overhead.\n' +
        `To eliminate this warning, add "type": "module" to ${packageJson}.`,
      { code: 'MODULE_TYPELESS_PACKAGE_JSON' },
    );
  };
}
