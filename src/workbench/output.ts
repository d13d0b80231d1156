import type { ChildProcess } from 'node:child_process';

/** Bytes of output that are kept: an end is enough to see why. */
const KEPT = 65_536;

/** The last part of both streams of a child, in the order in which it arrived. */
export interface OutputEnd {
  /** Tells the bytes seen so far, at each arrival. */
  readonly onData: (heard: (seen: number) => void) => void;
  readonly text: () => string;
}

export function keepOutput(child: ChildProcess): OutputEnd {
  let kept: Buffer = Buffer.alloc(0);
  let seen = 0;
  let hear: (seen: number) => void = () => {};
  const take = (chunk: Buffer) => {
    seen += chunk.length;
    kept = Buffer.concat([kept, chunk.subarray(-KEPT)]).subarray(-KEPT);
    hear(seen);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  return {
    onData: (heard) => {
      hear = heard;
    },
    text: () => kept.toString('utf8'),
  };
}
