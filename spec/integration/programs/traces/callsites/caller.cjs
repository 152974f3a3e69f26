exports.caller = () => {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, sites) => sites;
  const sites = new Error().stack;
  Error.prepareStackTrace = prepareStackTrace;
  return sites.slice(0, 2).map((site) => [site.getFileName(), site.getLineNumber()]);
};
