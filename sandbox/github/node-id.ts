import { notFound } from './refusal.ts';

/** Global ids: an opaque text that holds a type and a number. Real ones look alike and promise nothing more. */
export type NodeKind =
  | 'B' // Blob
  | 'BOT'
  | 'C' // Commit
  | 'DE' // Deployment
  | 'DES' // DeploymentStatus
  | 'I' // Issue
  | 'IC' // IssueComment
  | 'LA' // Label
  | 'O' // Organization
  | 'PR' // PullRequest
  | 'R' // Repository
  | 'REF' // Ref
  | 'T' // Tree
  | 'U'; // User

export const nodeId = (kind: NodeKind, key: number | string): string =>
  `${kind}_${Buffer.from(String(key)).toString('base64url')}`;

export function parseNodeId(id: string): { readonly kind: string; readonly key: string } {
  const cut = id.indexOf('_');
  if (cut < 1) throw notFound(`Could not resolve to a node with the global id of '${id}'`);
  return { kind: id.slice(0, cut), key: Buffer.from(id.slice(cut + 1), 'base64url').toString('utf8') };
}
