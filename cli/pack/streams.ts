// The web streams that zip.js writes through, a dozen for each member: the build puts these in place of the global ones.
import * as ponyfill from 'web-streams-polyfill';

// Each of Node.js 20's own is an object that can be sent to workers, made in C++: a member takes 0.6 ms of its processor time with them
// and 0.35 ms with these. From Node.js 22 on its own are the faster ones.
const IS_SLOW = Number.parseInt(process.versions.node, 10) < 22;

type Streams = Pick<typeof globalThis, 'ReadableStream' | 'TransformStream' | 'WritableStream'>;

// Sources that are run as they are find zip.js with the global ones, which do not take those of others.
const isBuilt = !import.meta.url.endsWith('.ts');

const streams: Streams = IS_SLOW && isBuilt ? (ponyfill as unknown as Streams) : globalThis;

export const ReadableStream: Streams['ReadableStream'] = streams.ReadableStream;
export const TransformStream: Streams['TransformStream'] = streams.TransformStream;
export const WritableStream: Streams['WritableStream'] = streams.WritableStream;
