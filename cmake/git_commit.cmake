# The commit goes into run files, so that a published figure names the code that measured it.
execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} rev-parse --short=12 HEAD
  OUTPUT_VARIABLE SHAREBENCH_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT SHAREBENCH_COMMIT)
  set(SHAREBENCH_COMMIT "unknown")
endif()
