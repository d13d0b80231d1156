/** What a patch says of one file, before it is applied. */
export interface Section {
  /** 1-based line of its header. */
  readonly line: number;
  readonly oldPath: string | null;
  readonly newPath: string | null;
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly created: boolean;
  readonly deleted: boolean;
  readonly renamed: boolean;
  readonly copied: boolean;
  readonly binary: boolean;
  /** No line of git's: two names and hunks. */
  readonly plain: boolean;
  readonly hunks: readonly Hunk[];
  /** Length of the section's text in UTF-16 units. */
  readonly size: number;
}

/** Lines with their sign; `\` marks the line before as having no line end. */
export interface Hunk {
  readonly line: number;
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly {
    readonly sign: ' ' | '+' | '-';
    readonly text: string;
    readonly bare: boolean;
  }[];
}

/** A patch that cannot be read, or can be read in two ways. */
export class PatchSyntax extends Error {
  readonly line: number;

  constructor(line: number, reason: string) {
    super(reason);
    this.name = 'PatchSyntax';
    this.line = line;
  }
}
