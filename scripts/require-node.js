// Plain old JavaScript on purpose: it must run, and explain itself, under any Node.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    'Patchpilot needs Node 24 or newer, and this is Node ' +
      process.versions.node +
      '.\n' +
      'On Linux (x64, arm64) `npm ci` brings its own copy: run the command through npm (`npm test`, `npm run demo`).\n' +
      'Elsewhere install Node 24 from https://nodejs.org and try again.\n',
  );
  process.exit(1);
}
