import data from './data.json' with { type: 'json' };

export const version: string = data.version;
