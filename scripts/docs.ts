import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { INPUTS, OUTPUTS } from '../src/config/inputs.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** action.yml, from the one table of inputs and outputs. */
export function actionYml(): string {
  const inputs = Object.fromEntries(
    INPUTS.map((spec) => [
      spec.name,
      { description: spec.description, required: false, default: spec.default },
    ]),
  );
  const outputs = Object.fromEntries(OUTPUTS.map((spec) => [spec.name, { description: spec.description }]));
  const action = {
    name: 'Patchpilot',
    description: 'Production errors become verified draft pull requests, or a recorded decision not to act.',
    author: 'Patchpilot maintainers',
    branding: { icon: 'life-buoy', color: 'green' },
    inputs,
    outputs,
    runs: { using: 'node24', main: 'dist/index.js' },
  };
  return `# Made by \`npm run docs\` from src/config/inputs.ts.\n${stringify(action, { lineWidth: 0 })}`;
}

/** README tables of inputs and outputs. */
export function inputTable(): string {
  const rows = INPUTS.map(
    (spec) =>
      `| \`${spec.name}\` | ${cell(spec.description)} | ${spec.default === '' ? '' : `\`${spec.default}\``} |`,
  );
  return ['| Input | What it is for | Default |', '| --- | --- | --- |', ...rows].join('\n');
}

export function outputTable(): string {
  return [
    '| Output | What it says |',
    '| --- | --- |',
    ...OUTPUTS.map((spec) => `| \`${spec.name}\` | ${cell(spec.description)} |`),
  ].join('\n');
}

/** Replaces what stands between the two comments of a generated part. */
export function withPart(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`the part "${name}" is missing`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}

/** README with its generated parts made anew. */
export function readme(current: string): string {
  return withPart(withPart(current, 'inputs', inputTable()), 'outputs', outputTable());
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(ROOT, 'action.yml'), actionYml());
  const path = join(ROOT, 'README.md');
  writeFileSync(path, readme(readFileSync(path, 'utf8')));
}
