import assert from 'node:assert/strict';
import { replaceCommands } from '../../../hooks/native/command-words.ts';

describe('replaceCommands', () => {
  const replace = (line: string): string =>
    replaceCommands(line, (word) => (word.startsWith('/a.zip/') ? [`/r/${word.slice(7)}`, 'x y'] : null));
  const cases: readonly [string, string][] = [
    ['', ''],
    ['/a.zip/t', "/r/t 'x y'"],
    ['/a.zip/t --flag /a.zip/data', "/r/t 'x y' --flag /a.zip/data"],
    ['cat /a.zip/t', 'cat /a.zip/t'],
    ['"/a.zip/t" 1; \'/a.zip/t\' 2', "/r/t 'x y' 1; /r/t 'x y' 2"],
    ['"/a.zip/a b"', "'/r/a b' 'x y'"],
    ['"/a.zip/it\'s"', "'/r/it'\\''s' 'x y'"],
    ['A=1 B="2 3" /a.zip/t', 'A=1 B="2 3" /r/t \'x y\''],
    ['true && /a.zip/t || /a.zip/u | /a.zip/v', "true && /r/t 'x y' || /r/u 'x y' | /r/v 'x y'"],
    ['(/a.zip/t)&/a.zip/u', "(/r/t 'x y')&/r/u 'x y'"],
    ['echo ";/a.zip/t"', 'echo ";/a.zip/t"'],
    ["echo 'a; /a.zip/t b' && /a.zip/t", "echo 'a; /a.zip/t b' && /r/t 'x y'"],
    ['echo "a; \\" /a.zip/t b" ; /a.zip/t', 'echo "a; \\" /a.zip/t b" ; /r/t \'x y\''],
    ['echo "$(/a.zip/t 1)"', 'echo "$(/r/t \'x y\' 1)"'],
    ['echo "$HOME; /a.zip/t 1"', 'echo "$HOME; /a.zip/t 1"'],
    ["echo it\\'s; /a.zip/t", "echo it\\'s; /r/t 'x y'"],
    ["true # don't; /a.zip/t\n/a.zip/t", "true # don't; /a.zip/t\n/r/t 'x y'"],
    ['if ! /a.zip/t; then exec A=1 /a.zip/u; fi', "if ! /r/t 'x y'; then exec A=1 /r/u 'x y'; fi"],
    ['{ time /a.zip/t; } | command /a.zip/u', "{ time /r/t 'x y'; } | command /r/u 'x y'"],
    ['time', 'time'],
    ['/a.zip/$NAME', '/a.zip/$NAME'],
    ['/a.zip/t"more"', '/a.zip/t"more"'],
  ];
  for (const [line, expected] of cases) it(line || 'nothing', () => assert.equal(replace(line), expected));
});
