// Compiles payung.scss to one style sheet and copies the font with its licence beside it.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "..", "src", "payung", "web", "static", "payung");
const font = join(modules, "@fontsource-variable", "plus-jakarta-sans");

mkdirSync(out, { recursive: true });
const { css } = sass.compile(join(here, "payung.scss"), {
  style: "compressed",
  loadPaths: [modules],
  quietDeps: true,
});
writeFileSync(join(out, "payung.css"), css + "\n");
copyFileSync(
  join(font, "files", "plus-jakarta-sans-latin-wght-normal.woff2"),
  join(out, "plus-jakarta-sans-latin-wght-normal.woff2"),
);
copyFileSync(join(font, "LICENSE"), join(out, "plus-jakarta-sans-LICENSE.txt"));
console.log(`payung.css: ${css.length} bytes, ${gzipSync(css).length} compressed`);
