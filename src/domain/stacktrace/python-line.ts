/** A frame as Python writes it. */
export function pythonLine(path = '', line = '', name?: string): string {
  return `  File "${path}", line ${line}${name === undefined ? '' : `, in ${name}`}`;
}
