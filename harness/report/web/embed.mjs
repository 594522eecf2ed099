// Writes text files as C++ string literals: node embed.mjs OUT.cpp NAME=FILE...
import { readFileSync, writeFileSync } from 'node:fs';

const [out, ...assets] = process.argv.slice(2);
const octal = (byte) => '\\' + byte.toString(8).padStart(3, '0');

// Octal escapes have three digits at most, so no character after one can be taken into it.
function literal(bytes) {
  let text = '';
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
    text += plain ? String.fromCharCode(byte) : octal(byte);
  }
  return '"' + text + '"';
}

let source = '#include "harness/report/web_assets.h"\n\nnamespace sharebench::report {\n';
for (const asset of assets) {
  const [name, file] = asset.split('=');
  const bytes = readFileSync(file);
  source += `\nstd::string_view ${name}() {\n  static constexpr char kText[] =\n`;
  for (let at = 0; at < bytes.length; at += 4000) {
    source += '      ' + literal(bytes.subarray(at, at + 4000)) + '\n';
  }
  source += `      ;\n  return {kText, sizeof kText - 1};\n}\n`;
}
writeFileSync(out, source + '\n}  // namespace sharebench::report\n');
