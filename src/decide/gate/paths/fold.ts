/**
 * The name that a file system or a careless tool could take a path for: NFKC, lower case, without invisible code points,
 * with `/` for `\`, and each part without what Windows drops (trailing dots and blanks, `::$DATA`).
 */
export function foldPath(path: string): string {
  return path
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .normalize('NFKC')
    .split(/[\\/]/)
    .map(foldPart)
    .join('/');
}

function foldPart(part: string): string {
  const name = part.split(':')[0] ?? part;
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end -= 1;
  return end === 0 ? part : name.slice(0, end);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
