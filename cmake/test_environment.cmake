# The awkward machine that every ctest runs on: an odd time zone, decimal commas, a space in HOME.
#
# The variables are set in ctest itself, by a script that it includes before it lists the tests: the
# discovered tests, the scripts and the discovery inherit them alike.

# A locale with decimal commas, compiled into the build folder; macOS brings its own.
set(locales ${CMAKE_BINARY_DIR}/locale)
if(CMAKE_HOST_SYSTEM_NAME STREQUAL "Linux" AND NOT EXISTS ${locales}/de_DE.UTF-8/LC_NUMERIC)
  file(MAKE_DIRECTORY ${locales})
  execute_process(COMMAND localedef -i de_DE -f UTF-8 ${locales}/de_DE.UTF-8 RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "localedef could not make de_DE.UTF-8; mend it with: scripts/install-deps test")
  endif()
endif()

# Not ours: libp11-kit, which libpq brings, keeps a locale for good, and glibc leaks for each where LOCPATH is set.
file(WRITE ${CMAKE_BINARY_DIR}/leaks_of_others.txt "leak:__argz_add_sep\n")

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
set(ENV{LOCPATH} [==[${locales}]==])
set(ENV{LC_ALL} de_DE.UTF-8)
set(ENV{HOME} [==[${home}]==])
set(ENV{LSAN_OPTIONS} [==[suppressions='${CMAKE_BINARY_DIR}/leaks_of_others.txt':print_suppressions=0]==])
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
