# The awkward machine that every ctest runs on: an odd time zone, a German locale (decimal commas; Debian's
# package locales-all has it, macOS too), a space in HOME.
#
# The variables are set in ctest itself, by a script that it includes before it lists the tests: the
# discovered tests, the scripts and the discovery inherit them alike.

set(home "${CMAKE_BINARY_DIR}/home of tests")
file(MAKE_DIRECTORY ${home})
foreach(program sharebench sharebench-runner)
  string(MAKE_C_IDENTIFIER ${program} path)
  set(${path}_path "${CMAKE_BINARY_DIR}/${program}-was-not-built")
  if(TARGET ${program})
    set(${path}_path "$<TARGET_FILE:${program}>")
  endif()
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/test_environment.cmake CONTENT
"set(ENV{TZ} Asia/Kathmandu)
set(ENV{LC_ALL} de_DE.UTF-8)
set(ENV{HOME} [==[${home}]==])
unset(ENV{NO_COLOR})
unset(ENV{XDG_CONFIG_HOME})
set(ENV{SHAREBENCH_SOURCE_DIR} [==[${PROJECT_SOURCE_DIR}]==])
set(ENV{SOURCE_DIR} [==[${PROJECT_SOURCE_DIR}]==])
set(ENV{SHAREBENCH} [==[${sharebench_path}]==])
set(ENV{RUNNER} [==[${sharebench_runner_path}]==])
")

# Every folder with tests includes the script; it must come before the tests of that folder.
set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY
  TEST_INCLUDE_FILES ${CMAKE_BINARY_DIR}/test_environment.cmake)

# What stands before a lab test, so that two of them may run at once.
set(SHAREBENCH_ALONE sh ${PROJECT_SOURCE_DIR}/tests/support/alone.sh)

# sharebench_script_test(label script seconds): the ctest `<label>.<name>` runs `sh script RUNNER SHAREBENCH`.
function(sharebench_script_test label script seconds)
  get_filename_component(name ${script} NAME_WE)
  string(REGEX REPLACE "_test$" "" name ${name})
  set(alone)
  if(label STREQUAL "lab")
    set(alone ${SHAREBENCH_ALONE})
  endif()
  add_test(NAME ${label}.${name}
    COMMAND ${alone} sh ${script} ${sharebench_runner_path} ${sharebench_path})
  set_tests_properties(${label}.${name} PROPERTIES LABELS ${label} TIMEOUT ${seconds})
endfunction()

# sharebench_start_first(label name...): ctest starts those script tests before others. A long test that starts
# last leaves a processor idle, and a fresh build has no times of an earlier run to order by.
function(sharebench_start_first label)
  foreach(name IN LISTS ARGN)
    set_tests_properties(${label}.${name} PROPERTIES COST 100)
  endforeach()
endfunction()
