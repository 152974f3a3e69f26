export const resolve = (specifier, details, next) => next(specifier, details);
export const load = (url, details, next) => next(url, details);
