# Precompiled headers of the tests: they all read the same heavy ones, which cost more than the tests.
#
# The headers are compiled once, for sharebench_test_main; a target whose interface changes their
# macros (the workloads use fmt header-only) has to compile its own.
set(SHAREBENCH_PRECOMPILED_HEADERS <gmock/gmock.h> <gtest/gtest.h> <fmt/format.h> <nlohmann/json.hpp>)

function(sharebench_precompile target)
  cmake_parse_arguments(ARG "OWN" "" "" ${ARGN})
  if(NOT SHAREBENCH_PRECOMPILE)
    return()
  endif()
  if(ARG_OWN)
    target_precompile_headers(${target} PRIVATE ${SHAREBENCH_PRECOMPILED_HEADERS})
  else()
    target_precompile_headers(${target} REUSE_FROM sharebench_test_main)
  endif()
endfunction()
