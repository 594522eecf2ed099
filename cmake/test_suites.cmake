# One ctest for each test suite of a program, found when ctest runs: under the sanitizers a process costs 0.2 s,
# most of it in looking for leaks at its end, and most single tests cost less.
#
# sharebench_suites(target prefix seconds): the ctest `<prefix>.<suite>` runs that suite of the program.
function(sharebench_suites target prefix seconds)
  set(script ${CMAKE_CURRENT_BINARY_DIR}/${target}_suites.cmake)
  file(GENERATE OUTPUT ${script} CONTENT
"set(program [==[$<TARGET_FILE:${target}>]==])
set(prefix ${prefix})
set(seconds ${seconds})
include([==[${PROJECT_SOURCE_DIR}/cmake/list_suites.cmake]==])
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${script})
endfunction()
