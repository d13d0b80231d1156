import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from '@babel/parser';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

/** How a statement begins. Upper case on purpose: prose that begins with "Select" is no statement. */
const SQL =
  /^\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|PRAGMA|ATTACH|DETACH|VACUUM|WITH|BEGIN|EXPLAIN)\b/;

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const [key, child] of Object.entries(value)) if (key !== 'loc') walk(child, visit);
}

/** The text that a literal begins with; `null` for anything else. */
function opening(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'StringLiteral') return node.value as string;
  if (node.type !== 'TemplateLiteral') return node.type === 'BinaryExpression' ? opening(node.left) : null;
  const [first] = node.quasis as { value: { cooked: string } }[];
  return first?.value.cooked ?? '';
}

/** Places where a statement is put together, or handed to SQLite as anything but a constant. */
function builtStatements(code: string): string[] {
  const found: string[] = [];
  const at = (node: Node) => code.slice(node.start as number, node.end as number).slice(0, 80);
  walk(parse(code, { sourceType: 'module', plugins: ['typescript'] }).program, (node) => {
    const built =
      (node.type === 'TemplateLiteral' && (node.expressions as unknown[]).length > 0) ||
      node.type === 'BinaryExpression' ||
      node.type === 'TaggedTemplateExpression';
    if (built && SQL.test(opening(node.type === 'TaggedTemplateExpression' ? node.quasi : node) ?? ''))
      found.push(at(node));
    if (node.type !== 'CallExpression') return;
    const callee = node.callee as Node;
    const name = isNode(callee.property) ? callee.property.name : '';
    const [argument] = node.arguments as Node[];
    if (!['run', 'exec', 'prepare', 'each', 'iterateStatements'].includes(String(name)) || !argument) return;
    // `statement.run([…])` binds values to a statement that was prepared from a constant.
    const constant =
      argument.type === 'ArrayExpression' ||
      ['StringLiteral', 'Identifier', 'MemberExpression'].includes(argument.type) ||
      (argument.type === 'TemplateLiteral' && (argument.expressions as unknown[]).length === 0);
    if (!constant && /sql\.js/.test(code)) found.push(at(node));
  });
  return found;
}

describe('SQL', () => {
  it.each(files)('%s builds no statement from strings', (file) => {
    expect(builtStatements(readFileSync(join(ROOT, file), 'utf8'))).toEqual([]);
  });

  it('would notice', () => {
    const head = "import type { Database } from 'sql.js';\n";
    for (const bad of [
      'db.run(`DELETE FROM a WHERE b = ${value}`)',
      "db.exec('SELECT * FROM ' + table)",
      "const q = 'SELECT * FROM ' + table + ' LIMIT 1'",
      "db.prepare(['SELECT 1', 'FROM a'].join(' '))",
      'db.run(text.replace("x", value))',
    ]) {
      expect(builtStatements(head + bad), bad).not.toEqual([]);
    }
    expect(
      builtStatements(`${head}db.run(SQL, [value]); db.exec('SELECT 1'); db.run(T[kind].insert)`),
    ).toEqual([]);
  });
});
