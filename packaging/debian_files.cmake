# What Debian wants otherwise than other systems: compressed manual pages, its own folder of zsh.
# cpack calls it on the tree that goes into the package.
if(NOT CPACK_DEBIAN_PACKAGE_MAINTAINER MATCHES "^[^<>]+ <[^<>@ ]+@[^<>@ ]+>$")
  message(FATAL_ERROR "the package needs a maintainer, as \"NAME <ADDRESS>\": "
    "cmake --preset release -DSHAREBENCH_MAINTAINER=\"NAME <ADDRESS>\", then cpack again")
endif()
set(tree ${CPACK_TEMPORARY_DIRECTORY}/usr/share)
file(GLOB pages ${tree}/man/man1/*.1)
if(pages)
  execute_process(COMMAND gzip -9nf ${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()
execute_process(COMMAND gzip -9nf ${tree}/doc/sharebench/CHANGELOG.md COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${tree}/doc/sharebench/CHANGELOG.md.gz ${tree}/doc/sharebench/changelog.gz)
file(RENAME ${tree}/zsh/site-functions ${tree}/zsh/vendor-completions)
