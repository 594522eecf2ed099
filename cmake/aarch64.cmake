# Toolchain of the aarch64 runner: Debian's cross compiler and a private folder of libraries and
# headers (scripts/build-runner fills it), so that nothing of the host's /usr/include is seen.
# SHAREBENCH_ARM64 is the folder with include/ and lib/ of zlib and libcrypto for arm64.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SHAREBENCH_ARM64)

set(ZLIB_INCLUDE_DIR ${SHAREBENCH_ARM64}/include CACHE PATH "")
set(ZLIB_LIBRARY ${SHAREBENCH_ARM64}/lib/libz.a CACHE FILEPATH "")
set(OPENSSL_INCLUDE_DIR ${SHAREBENCH_ARM64}/include CACHE PATH "")
set(OPENSSL_CRYPTO_LIBRARY ${SHAREBENCH_ARM64}/lib/libcrypto.a CACHE FILEPATH "")

# Header-only libraries come from the host by symbolic link, each with a package file of two lines.
foreach(package fmt nlohmann)
  if(NOT EXISTS ${SHAREBENCH_ARM64}/include/${package})
    file(CREATE_LINK /usr/include/${package} ${SHAREBENCH_ARM64}/include/${package} SYMBOLIC)
  endif()
endforeach()
file(WRITE ${SHAREBENCH_ARM64}/fmt-config.cmake
  "add_library(fmt::fmt-header-only INTERFACE IMPORTED)
set_target_properties(fmt::fmt-header-only PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES ${SHAREBENCH_ARM64}/include
  INTERFACE_COMPILE_DEFINITIONS FMT_HEADER_ONLY=1)\n")
file(WRITE ${SHAREBENCH_ARM64}/nlohmann_json-config.cmake
  "add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED)
set_target_properties(nlohmann_json::nlohmann_json PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES ${SHAREBENCH_ARM64}/include)\n")
set(fmt_DIR ${SHAREBENCH_ARM64} CACHE PATH "")
set(nlohmann_json_DIR ${SHAREBENCH_ARM64} CACHE PATH "")
