import { goFrame, nativeFrame, rustFrame } from './compiled.ts';
import { dotnetFrame } from './dotnet.ts';
import { consoleFrame, geckoFrame, operaFrame, redboxFrame, v8Frame } from './javascript.ts';
import { javaFrame } from './jvm.ts';
import type { RawFrame } from './raw-frame.ts';
import { elixirFrame, perlFrame, phpFrame, pythonFrame, rubyFrame } from './scripting.ts';

/**
 * Reads one line as a frame, trying formats from the most to the least particular. `before` is the line above: Go and
 * Rust write the function there.
 */
export function frameLine(line: string, before: string): (RawFrame & { readonly tail?: string }) | null {
  if (line.length < 4) return null;
  return (
    pythonFrame(line) ??
    goFrame(line, before) ??
    rustFrame(line, before) ??
    javaFrame(line) ??
    dotnetFrame(line) ??
    perlFrame(line) ??
    v8Frame(line) ??
    phpFrame(line) ??
    nativeFrame(line) ??
    rubyFrame(line) ??
    elixirFrame(line) ??
    geckoFrame(line) ??
    consoleFrame(line) ??
    redboxFrame(line, before) ??
    operaFrame(line)
  );
}
