# Warnings, errors by default; every target of ours links this interface.
add_library(sharebench_warnings INTERFACE)
target_compile_options(sharebench_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${SHAREBENCH_WERROR}>:-Werror>
  # GCC 12 sees overlapping copies in std::string::insert where there are none (its bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)
