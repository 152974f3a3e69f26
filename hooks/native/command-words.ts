// Programs in command lines for the shell: the words that are to be started, found and replaced.

/** Where a command begins: after variables that are set for it. A word is quoted as a whole, or not at all. */
const COMMAND =
  /(^|[;&|(\n])(\s*(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s;&|()<>"'])*\s+)*)("[^"$`\\]*"|'[^']*'|[^\s;&|()<>"'$`\\]+)(?=$|[\s;&|()<>])/g;

/**
 * The command line with words replaced that name programs.
 * @param replace the words to put there, or null to leave it
 */
export function replaceCommands(line: string, replace: (word: string) => readonly string[] | null): string {
  return line.replaceAll(COMMAND, (whole: string, before: string, variables: string, word: string) => {
    const isQuoted = word.startsWith('"') || word.startsWith("'");
    const words = replace(isQuoted ? word.slice(1, -1) : word);
    return words === null ? whole : before + variables + words.map(quote).join(' ');
  });
}

/** As a shell takes it for one word. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
