// Colours of what is printed for people: on terminals, and where the environment asks for them.
import { styleText } from 'node:util';

/** What a piece of text is, from which its colour follows. */
export type Role = 'heading' | 'name' | 'good' | 'warning' | 'bad' | 'quiet';

/** The text as it is to be printed. */
export type Paint = (role: Role, text: string) => string;

const STYLES: Readonly<Record<Role, Parameters<typeof styleText>[0]>> = {
  heading: 'bold',
  name: 'cyan',
  good: 'green',
  warning: 'yellow',
  bad: 'red',
  quiet: 'dim',
};

/** Leaves every text as it is. */
export const plain: Paint = (_, text) => text;

/** Colours every text that is not empty. */
export const coloured: Paint = (role, text) =>
  // What it is printed to was looked at already; Node.js 20 and 22 look at other streams and variables than 24 does.
  text === '' ? '' : styleText(STYLES[role], text, { validateStream: false });

/** The part of a stream that counts. */
export interface ColourStream {
  readonly isTTY?: boolean;
  /** How many bits a colour may have; 1 is none. It knows TERM and NODE_DISABLE_COLORS. */
  getColorDepth?(environment?: object): number;
}

/**
 * FORCE_COLOR, whatever the stream is: '0' and 'false' are none, anything else some. Else NO_COLOR, when it is not empty: none. Else a
 * terminal that has colours.
 * @see https://force-color.org and https://no-color.org
 */
export function paintFor(stream: ColourStream, environment: NodeJS.ProcessEnv = process.env): Paint {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = environment;
  if (forced !== undefined) return forced === '0' || forced === 'false' ? plain : coloured;
  if (refused !== undefined && refused !== '') return plain;
  return stream.isTTY === true && (stream.getColorDepth?.(environment) ?? 1) > 1 ? coloured : plain;
}
