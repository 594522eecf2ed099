# Has sharebench print its manual pages and completions: cmake -DPROGRAM=FILE -DTO=DIR -P help_files.cmake
set(ENV{ASAN_OPTIONS} detect_leaks=0)
set(ENV{LC_ALL} C)
file(REMOVE_RECURSE ${TO})
file(MAKE_DIRECTORY ${TO})
execute_process(COMMAND ${PROGRAM} docs man --into ${TO}/man1 COMMAND_ERROR_IS_FATAL ANY)
foreach(shell bash zsh fish)
  execute_process(COMMAND ${PROGRAM} completion ${shell} OUTPUT_FILE ${TO}/sharebench.${shell}
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(TOUCH ${TO}/made)
