# Fetches the locked npm packages into the build folder; web/CMakeLists.txt says which and where.
file(MAKE_DIRECTORY ${TO})
file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${TO})
execute_process(
  COMMAND ${NPM} ci --ignore-scripts --omit=dev --prefer-offline --no-audit --no-fund --loglevel=error
  WORKING_DIRECTORY ${TO} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "npm ci could not fetch what draws the charts (vega, vega-lite, vega-embed of "
    "harness/report/web/package-lock.json): ${said}\n"
    "It needs the npm registry, or npm's cache of an earlier build (npm config get registry; npm config get cache).")
endif()
