import { createInterface } from 'node:readline';
import { VERBS } from './verbs/index.ts';

/**
 * `npm run --silent inspect -- VERB`: one JSON case a line in, one JSON answer a line out, through the same pure
 * rooms as the Action. A case that cannot be read becomes a line with `error`; nothing stops the stream.
 */
async function main(verb: string | undefined): Promise<number> {
  const load = verb === undefined ? undefined : VERBS[verb];
  if (load === undefined) {
    process.stderr.write(
      `inspect: ${verb === undefined ? 'a verb is missing' : `there is no verb "${verb}"`}; use one of ${Object.keys(VERBS).join(', ')}\n`,
    );
    return 2;
  }
  const answer = await load();
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    if (!process.stdout.write(`${JSON.stringify(answerLine(answer, line))}\n`)) {
      await new Promise<void>((resolve) => process.stdout.once('drain', () => resolve()));
    }
  }
  return 0;
}

function answerLine(answer: (input: unknown) => unknown, line: string): unknown {
  try {
    return answer(JSON.parse(line));
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

process.stdout.on('error', () => process.exit(0)); // the reader went away (`| head`)
process.exitCode = await main(process.argv[2]);
