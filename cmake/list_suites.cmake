# Asks `program` for its suites and makes a ctest of each; run by ctest itself (test_suites.cmake).
#
# How many tests each has is written beside the program, "NAME COUNT" a line, for counted_ctest.sh.
execute_process(COMMAND ${program} --gtest_list_tests OUTPUT_VARIABLE listed RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  add_test(${prefix}.not_built ${program} --gtest_list_tests) # fails, and says why
  set(listed "")
endif()
string(REGEX REPLACE "  # [^\n]*" "" listed "${listed}") # values of parameters
string(REGEX MATCHALL "(^|\n)[A-Za-z0-9_/]+\\.[^\n]*(\n  [^\n]+)*" suites "${listed}")
set(counts "")
foreach(suite IN LISTS suites)
  string(REGEX MATCH "[A-Za-z0-9_/]+" name "${suite}")
  string(REGEX MATCHALL "\n  [A-Za-z0-9_]" tests "${suite}")
  list(LENGTH tests count)
  string(APPEND counts "${prefix}.${name} ${count}\n")
  add_test(${prefix}.${name} ${program} --gtest_filter=${name}.*)
  set_tests_properties(${prefix}.${name} PROPERTIES LABELS unit TIMEOUT ${seconds}
    SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]")
endforeach()
file(WRITE ${program}.suites "${counts}")
