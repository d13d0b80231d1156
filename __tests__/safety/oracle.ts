import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/**
 * What GitHub would still act on in a Markdown text, found by reading it again from scratch. Shares no code with the
 * sanitiser but the parser.
 */
export function escapes(markdown: string, hosts: readonly string[]): string[] {
  const found: string[] = [];
  if (
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]/u.test(
      markdown,
    )
  )
    found.push('invisible');
  if (!markdown.isWellFormed()) found.push('lone surrogate');
  if (markdown.includes('<!-- patchpilot')) found.push('marker');
  walk(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), found, hosts);
  return found;
}

const LIVE = new Set(['mermaid', 'math', 'geojson', 'topojson', 'stl', 'suggestion']);
const KEYWORD =
  /\b(?:close|closes|closed|fix|fixes|fixed|resolve|resolves|resolved):?\s+(?:#\d|gh-\d|[\w.-]+\/[\w.-]+#\d|https?:\/\/)/i;

function walk(node: Nodes, found: string[], hosts: readonly string[]): void {
  if (
    [
      'html',
      'image',
      'imageReference',
      'definition',
      'linkReference',
      'footnoteDefinition',
      'footnoteReference',
    ].includes(node.type)
  )
    found.push(node.type);
  if (node.type === 'link') {
    const url = URL.canParse(node.url) ? new URL(node.url) : null;
    if (url === null || !hosts.includes(url.host) || url.protocol !== 'https:' || url.username !== '')
      found.push(`link ${node.url}`);
    if (node.title) found.push('link title');
  }
  if (node.type === 'code' && (LIVE.has((node.lang ?? '').toLowerCase()) || node.meta))
    found.push(`live fence ${node.lang}`);
  if (node.type === 'listItem' && typeof node.checked === 'boolean') found.push('task');
  if (node.type === 'heading') found.push('heading');
  if (node.type === 'text') text(node.value, found);
  if ('children' in node) for (const child of node.children) walk(child, found, hosts);
}

function text(value: string, found: string[]): void {
  if (/(?:^|[^\w`])@[a-z0-9]/i.test(value)) found.push(`mention in ${value}`);
  if (/(?:^|[\s(,;:[])(?:[\w.-]+\/[\w.-]+)?#\d|\bgh-\d/i.test(value)) found.push(`reference in ${value}`);
  if (KEYWORD.test(value)) found.push(`keyword in ${value}`);
  if (/https?:\/\/|\bwww\.\w/i.test(value)) found.push(`address in ${value}`);
  if (/(?:^|\n)\s*\/patchpilot/.test(value)) found.push('command');
  if (/^\s*\[(?:!|[ x]\])/i.test(value)) found.push(`box in ${value}`);
  if (/\$[^$]+\$/.test(value)) found.push(`math in ${value}`);
  if (/\b[0-9a-f]{40}\b/.test(value)) found.push(`sha in ${value}`);
}
