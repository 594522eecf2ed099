# Google Benchmark for the runner: the system's library, or, for a static runner, built from an
# unpacked source tree, since Debian's package ships no libbenchmark.a.
# SHAREBENCH_BENCHMARK_SOURCE is the folder of Google Benchmark 1.7 or newer (scripts/build-runner).
set(fetched "$ENV{SHAREBENCH_CACHE}")
if(NOT fetched)
  set(fetched "$ENV{XDG_CACHE_HOME}/sharebench")
  if("$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(fetched "$ENV{HOME}/.cache/sharebench")
  endif()
endif()
set(default_source "")
if(SHAREBENCH_RUNNER_STATIC AND EXISTS ${fetched}/benchmark-1.7.1/src)
  set(default_source ${fetched}/benchmark-1.7.1)
endif()
set(SHAREBENCH_BENCHMARK_SOURCE "${default_source}" CACHE PATH "source tree of Google Benchmark for a static runner")

add_library(sharebench_benchmark INTERFACE)
if(SHAREBENCH_BENCHMARK_SOURCE)
  file(GLOB benchmark_sources ${SHAREBENCH_BENCHMARK_SOURCE}/src/*.cc)
  list(FILTER benchmark_sources EXCLUDE REGEX "benchmark_main\\.cc$")
  if(NOT benchmark_sources)
    message(FATAL_ERROR "${SHAREBENCH_BENCHMARK_SOURCE} holds no source of Google Benchmark; "
      "scripts/build-runner fetches it")
  endif()
  add_library(benchmark_from_source STATIC ${benchmark_sources})
  target_include_directories(benchmark_from_source SYSTEM PUBLIC
    ${SHAREBENCH_BENCHMARK_SOURCE}/include)
  target_compile_definitions(benchmark_from_source PUBLIC BENCHMARK_STATIC_DEFINE
    PRIVATE HAVE_STD_REGEX HAVE_STEADY_CLOCK HAVE_PTHREAD_AFFINITY NDEBUG)
  target_compile_options(benchmark_from_source PRIVATE -w)
  target_link_libraries(sharebench_benchmark INTERFACE benchmark_from_source)
elseif(SHAREBENCH_RUNNER_STATIC)
  message(FATAL_ERROR "a static runner needs -DSHAREBENCH_BENCHMARK_SOURCE=DIR; "
    "scripts/build-runner fetches the source and builds")
else()
  find_package(benchmark REQUIRED)
  target_link_libraries(sharebench_benchmark INTERFACE benchmark::benchmark)
endif()
