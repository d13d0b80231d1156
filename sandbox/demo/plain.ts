import type { Nodes, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** Markdown as a terminal shows it: what GitHub folds away or hides is left out. */
export function plain(markdown: string): string {
  const visible = markdown
    .replace(/<!--.*?-->/s, '')
    .replace(/<details>.*?<\/details>/s, '')
    .replace(/<\/?sub>/g, '');
  return blocks(
    fromMarkdown(visible, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children,
  ).join('\n\n');
}

function blocks(nodes: readonly Nodes[]): string[] {
  return nodes.map(block).filter((text) => text !== '');
}

function block(node: Nodes): string {
  switch (node.type) {
    case 'table':
      return table(node);
    case 'list':
      return node.children.map((item) => `• ${blocks(item.children).join('\n  ')}`).join('\n');
    case 'code':
      return node.value;
    case 'blockquote':
      return blocks(node.children)
        .map((text) => `│ ${text}`)
        .join('\n');
    default:
      return inline(node);
  }
}

function inline(node: Nodes): string {
  if (node.type === 'html') return '';
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(inline).join('') : '';
}

/** Cells in columns, without lines. */
function table(node: Table): string {
  const rows = node.children.map((row) => row.children.map((cell) => inline(cell).trim()));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
        .join('  ')
        .trimEnd(),
    )
    .filter((line) => line !== '')
    .join('\n');
}
