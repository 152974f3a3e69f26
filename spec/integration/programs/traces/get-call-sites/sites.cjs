exports.sites = function sites(util) { return util.getCallSites(); };
