// Programs in command lines for the shell: the words that are to be started, found and replaced.

/** What a command may stand behind: reserved words, and commands that run another one. */
const BEFORE = String.raw`(?:(?:!|\{|if|then|elif|else|while|until|do|time|exec|command|nohup)\s+)*`;
/** Variables that are set for it. */
const VARIABLES = String.raw`(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s;&|()<>"'])*\s+)*`;
/** A word is quoted as a whole, or not at all. */
const WORD = String.raw`("[^"$\`\\]*"|'[^']*'|[^\s;&|()<>"'$\`\\]+)(?=$|[\s;&|()<>])`;
/** Text, in which no command begins: quoted, without a substitution, or a comment. */
const TEXT = String.raw`'[^']*'|"(?:[^"$\`\\]|\\[^]|\$(?!\())*"|\\[^]|(?<=^|\s)#[^\n]*`;

const COMMAND_OR_TEXT = new RegExp(String.raw`((?:^|[;&|(\n])[^\S\n]*${BEFORE}${VARIABLES})${WORD}|${TEXT}`, 'g');

/**
 * The command line with words replaced that name programs.
 * @param replace the words to put there, or null to leave it
 */
export function replaceCommands(line: string, replace: (word: string) => readonly string[] | null): string {
  return line.replaceAll(COMMAND_OR_TEXT, (whole: string, before?: string, word?: string) => {
    if (before === undefined || word === undefined) return whole;
    const isQuoted = word.startsWith('"') || word.startsWith("'");
    const words = replace(isQuoted ? word.slice(1, -1) : word);
    return words === null ? whole : before + words.map(quote).join(' ');
  });
}

/** As a shell takes it for one word. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
