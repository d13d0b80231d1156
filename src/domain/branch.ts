/** Branch of a class: its creation is the lock on proposing a fix, and it tells which incident a pull request is for. */
export function branchOf(fingerprint: string): string {
  return `patchpilot/${fingerprint}`;
}
