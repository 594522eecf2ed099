// What the page and the pictures are drawn with, inside the program: no file has to be found at run
// time. The texts are put there by the build (harness/report/web/CMakeLists.txt).
#pragma once

#include <string_view>

namespace sharebench::report {

/// The locked npm packages, as their authors publish them for a browser: one script each, which
/// makes the global `vega`, `vegaLite` or `vegaEmbed`. The last needs the other two.
std::string_view vega_js();
std::string_view vega_lite_js();
std::string_view vega_embed_js();

/// harness/report/web/render.mjs: draws specs as SVG under node.
std::string_view render_mjs();

/// What a page is put together from: template.html with {{names}}, page.css, page.js.
std::string_view page_template();
std::string_view page_css();
std::string_view page_js();

}  // namespace sharebench::report
