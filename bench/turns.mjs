// Runs the programs of a group side by side and lets them work in turns of a few milliseconds: for differences that the mood of the machine,
// which changes by the second, would drown. A program answers messages of { key, rounds } with what a call took: see workloads/disk-calls.cjs.
import { fork } from 'node:child_process';

const TURNS = 12;

/**
 * Two processes of the same program differ by some percent, for as long as they live: by where things came to lie in memory, and by what was
 * compiled into what. Hence many pairs of processes with few turns, instead of one with many. What a pair did before its first turn is left
 * out: V8 is done with the functions by then. What a program pays until then is in the group of the same calls in whole processes.
 * @param group its programs have `values` with `warmUp` and `rounds`, how often the loop runs before the first turn and in each
 * @param runs how many sets of processes
 * @returns as measureGroup: a sample per process, with the least of its turns for each value
 */
export async function measureTurns(node, group, runs) {
  const rows = group.programs.map((program) => ({ program, samples: [] }));
  for (let run = 0; run < runs * (group.repeat ?? 1); run++) {
    const answers = await oneSet(node, group.programs);
    rows.forEach((row, index) => {
      row.samples.push({ answer: answers[index] });
    });
  }
  return rows;
}

/**
 * Figures per program: key -> the least of the turns. What calls cost by themselves is in every turn, what others on the machine do to them is
 * not: a call of readFile is handed from thread to thread nine times, and takes 40 us of CPU time on a quiet machine, 200 us on a busy one.
 */
async function oneSet(node, programs) {
  const children = programs.map(({ args }) => start(node, args));
  try {
    const figures = programs.map(() => ({}));
    for (const { key, warmUp, rounds } of programs[0].values) {
      // In turns, too: of two equal processes the one that was warm first and then waited for the other took a tenth less per call of readFile.
      for (let round = 0; round < warmUp; round++) {
        for (const index of inTurn(children, round)) await ask(children[index], { key, rounds: 1 });
      }
      const turns = children.map(() => []);
      for (let turn = 0; turn < TURNS; turn++) {
        for (const index of inTurn(children, turn)) turns[index].push(await ask(children[index], { key, rounds }));
      }
      turns.forEach((figuresOfTurns, index) => {
        figures[index][key] = Math.min(...figuresOfTurns);
      });
    }
    return figures;
  } finally {
    for (const child of children) child.disconnect();
  }
}

/** Who is asked first, is asked last in the next turn. */
function inTurn(children, turn) {
  return turn % 2 === 0 ? [...children.keys()] : [...children.keys()].reverse();
}

function start(node, args) {
  const { NODE_OPTIONS: _, NODE_COMPILE_CACHE: __, ...env } = process.env;
  const at = args.findIndex((arg) => arg.endsWith('.cjs') && !arg.startsWith('file:'));
  return fork(args[at], args.slice(at + 1), { execPath: node, execArgv: args.slice(0, at), env });
}

function ask(child, message) {
  return new Promise((resolve, reject) => {
    const fail = (code) => reject(new Error(`a program of the benchmark ended with exit code ${code}`));
    child.once('exit', fail);
    child.once('message', (answer) => {
      child.off('exit', fail);
      resolve(answer);
    });
    child.send(message);
  });
}
