#!/usr/bin/env node
/**
 * Runs dist/netlab.cjs, with what V8 compiled of it once, where that is kept beside it: compiling is a third of what a small command
 * costs beyond Node's start. It is kept by the first command that reads a lab (`npm run build` gives one), where this user may write
 * there; it lies beside the program, and is as much to be trusted. V8 refuses what another version or other flags of it compiled, and
 * knows the program by nothing but its length: so what is older than the program is not used.
 */
'use strict';
const { accessSync, constants, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const folder = join(__dirname, '..', 'dist');
const filename = join(folder, 'netlab.cjs');
const kept = join(folder, `netlab.${process.versions.v8}.code`);

// All of the bundle is ASCII: a string of one byte for each character.
const source = `(function (require, module, exports, __dirname) {${program()}\n})`;
const cachedData = keptCode();
const script = new Script(source, { filename, cachedData });
if (!cachedData || script.cachedDataRejected) process.on('exit', keep);
const bundle = { exports: {} };
script.runInThisContext()(require, bundle, bundle.exports, folder);

/** A checkout has no dist/ before its first build. */
function program() {
  try {
    return readFileSync(filename, 'latin1');
  } catch (error) {
    const why =
      error.code === 'ENOENT' ? 'is missing: netlab is not built' : `cannot be read (${error.code})`;
    console.error(`netlab: ${filename} ${why}`);
    console.error(`  in ${join(__dirname, '..')}, run: npm install && npm run build`);
    process.exit(3);
  }
}

function keptCode() {
  try {
    return statSync(kept).mtimeMs > statSync(filename).mtimeMs ? readFileSync(kept) : undefined;
  } catch {
    return undefined;
  }
}

function keep(exit) {
  if (exit !== 0 || !['plan', 'up'].includes(process.argv[2])) return;
  const draft = `${kept}.${process.pid}`;
  try {
    accessSync(folder, constants.W_OK);
    writeFileSync(draft, script.createCachedData());
    renameSync(draft, kept);
  } catch {
    // Then it is compiled each time.
  }
}
