import type { Nodes, PhrasingContent } from 'mdast';
import { inertPieces } from './inert-text.ts';
import { allowedUrl } from './markdown.ts';

/** Languages whose fences GitHub only colours. All others, mermaid and its kind above all, become plain. */
const QUIET_LANGUAGES = new Set([
  'text',
  'js',
  'javascript',
  'ts',
  'typescript',
  'tsx',
  'jsx',
  'json',
  'python',
  'py',
  'java',
  'kotlin',
  'go',
  'ruby',
  'php',
  'csharp',
  'cs',
  'swift',
  'rust',
  'sql',
  'yaml',
  'html',
  'css',
  'sh',
  'bash',
  'diff',
  'c',
  'cpp',
]);

/** Nodes that hide, load, define or run: gone with all they hold. */
const GONE = new Set<Nodes['type']>([
  'html',
  'image',
  'imageReference',
  'definition',
  'footnoteDefinition',
  'footnoteReference',
  'yaml',
]);

/** The same nodes without anything that GitHub would act on. */
export function inertTree(nodes: readonly Nodes[], hosts: readonly string[]): Nodes[] {
  return mergeText(nodes.filter((node) => !GONE.has(node.type))).flatMap((node) => inertNode(node, hosts));
}

function inertNode(node: Nodes, hosts: readonly string[]): Nodes[] {
  switch (node.type) {
    case 'text':
      return inertPieces(node.value).map((piece) =>
        piece.kind === 'plain' ? { type: 'text', value: piece.text } : inlineCode(piece.text),
      );
    case 'inlineCode':
      return [inlineCode(node.value)];
    case 'code':
      return [
        {
          type: 'code',
          lang: QUIET_LANGUAGES.has(node.lang ?? '') ? (node.lang ?? null) : null,
          meta: null,
          value: node.value,
        },
      ];
    case 'link':
      return inertLink(node.url, inertTree(node.children, hosts) as PhrasingContent[], hosts);
    case 'linkReference':
      return inertTree(node.children, hosts);
    case 'heading':
      // A heading of theirs must not look like one of ours.
      return [
        {
          type: 'paragraph',
          children: [{ type: 'strong', children: flat(inertTree(node.children, hosts)) }],
        },
      ];
    case 'paragraph':
      return [{ ...node, children: trimmed(inertTree(node.children, hosts) as PhrasingContent[]) }];
    case 'listItem':
      return [{ ...node, checked: null, children: inertTree(node.children, hosts) as typeof node.children }];
    default:
      return 'children' in node ? [{ ...node, children: inertTree(node.children, hosts) } as Nodes] : [node];
  }
}

/** White space at the ends of a paragraph, left over from what is gone, would be written as an entity. */
function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const kept = nodes.map((node, index) => {
    if (node.type !== 'text') return node;
    const start = index === 0 ? node.value.replace(/^\s+/, '') : node.value;
    return { ...node, value: index === nodes.length - 1 ? start.replace(/\s+$/, '') : start };
  });
  return kept.filter((node) => node.type !== 'text' || node.value !== '');
}

/** Strong within strong does not survive being written and read again. */
function flat(nodes: readonly Nodes[]): PhrasingContent[] {
  return nodes.flatMap((node) => (node.type === 'strong' ? flat(node.children) : [node as PhrasingContent]));
}

function inertLink(url: string, children: readonly PhrasingContent[], hosts: readonly string[]): Nodes[] {
  const allowed = allowedUrl(url, hosts);
  if (allowed !== null)
    return [
      {
        type: 'link',
        url: allowed,
        title: null,
        children: children.length > 0 ? [...children] : [inlineCode(allowed)],
      },
    ];
  const shown = children.some(
    (child) => child.type === 'inlineCode' && child.value.includes(url.slice(0, 40)),
  );
  return shown || url === ''
    ? [...children]
    : [...children, { type: 'text', value: ' ' }, inlineCode(url.slice(0, 200))];
}

function inlineCode(value: string): Extract<Nodes, { type: 'inlineCode' }> {
  return { type: 'inlineCode', value: value.replace(/\s+/g, ' ').replaceAll('|', '¦').trim() || ' ' };
}

/** What stood between two texts may be gone: they are one text now, and are read as one. */
function mergeText(nodes: readonly Nodes[]): Nodes[] {
  const merged: Nodes[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      merged[merged.length - 1] = { type: 'text', value: last.value + node.value };
    else merged.push(node);
  }
  return merged;
}
