import { hash64 } from './class/hash.ts';

/** First line of a comment that answers one `/patchpilot explain`: an order is answered once. */
export function explanationLine(commentId: string): string {
  return `<!-- patchpilot:explains ${hash64(commentId)} -->`;
}

export function isExplanationOf(body: string, commentId: string): boolean {
  return body.startsWith(explanationLine(commentId));
}
