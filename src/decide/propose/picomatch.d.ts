declare module 'picomatch' {
  /** The part of picomatch that we use; it ships without types. */
  const picomatch: {
    readonly isMatch: (
      path: string,
      globs: readonly string[],
      options?: { readonly dot?: boolean },
    ) => boolean;
  };

  // biome-ignore lint/style/noDefaultExport: that is how the package exports it.
  export { picomatch as default };
}
