include(GoogleTest)

# A sanitizer's finding ends the process at once, so that a test that watches it fails.
set(LATIDO_TEST_ENVIRONMENT "")
if(LATIDO_SANITIZE STREQUAL "thread")
  set(LATIDO_TEST_ENVIRONMENT "TSAN_OPTIONS=halt_on_error=1:suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp")
endif()

# latido_test(NAME SOURCES a.cc... LIBS target... [LABELS label...])  the label is unit where none is given
# A GoogleTest binary; each of its tests is a ctest of its own. Tests that need a folder of the source tree get it as LATIDO_SOURCE_DIR.
function(latido_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} latido_test_main)
  target_precompile_headers(${name} REUSE_FROM latido_test_main)
  target_compile_definitions(${name} PRIVATE LATIDO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST NO_PRETTY_VALUES PROPERTIES
    TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT "${LATIDO_TEST_ENVIRONMENT}")
endfunction()

# latido_python_test(NAME script.py [TIMEOUT seconds] [ARGS ...] [LABELS ...])
# Runs with Debian's Python (python3-zmq lives there). LATIDO_BIN names the folder of the built programs.
function(latido_python_test name script)
  cmake_parse_arguments(ARG "" "TIMEOUT" "ARGS;LABELS" ${ARGN})
  add_test(NAME ${name} COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/${script} ${ARG_ARGS})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" SKIP_RETURN_CODE 77
    ENVIRONMENT "LATIDO_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};PYTHONPATH=${CMAKE_SOURCE_DIR}/clients/python:${CMAKE_SOURCE_DIR}/scripts;PYTHONDONTWRITEBYTECODE=1;${LATIDO_TEST_ENVIRONMENT}")
endfunction()
