# SPDX-License-Identifier: Apache-2.0
#   astcslang_discover_tests(TARGET LABEL...)    registers all tests of a GoogleTest program
#   astcslang_set_test_environment(TEST...)      gives tests made by add_test() the same environment
#
# Every test sees SwiftShader beside the system's Vulkan drivers, where some package brought it (Debian: chromium), so
# that what loops over all devices runs on it too; -DASTCSLANG_SWIFTSHADER_ICD= names another, or OFF for none.
include(GoogleTest)
find_file(ASTCSLANG_SWIFTSHADER_ICD vk_swiftshader_icd.json
          PATHS /usr/lib/chromium /usr/lib64/chromium-browser /opt/google/chrome NO_DEFAULT_PATH
          DOC "Driver file of SwiftShader, a second software device for tests")

set(ASTCSLANG_TEST_ENVIRONMENT
    LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/sanitizer_suppressions.txt:print_suppressions=0
    UBSAN_OPTIONS=print_stacktrace=1)
if(ASTCSLANG_SWIFTSHADER_ICD)
  list(APPEND ASTCSLANG_TEST_ENVIRONMENT VK_ADD_DRIVER_FILES=${ASTCSLANG_SWIFTSHADER_ICD})
endif()

function(astcslang_discover_tests target)
  # CMake 3.25 splits lists on their way to the tests' properties, unless they are escaped.
  string(REPLACE ";" "\\;" labels "${ARGN}")
  string(REPLACE ";" "\\;" environment "${ASTCSLANG_TEST_ENVIRONMENT}")
  gtest_discover_tests(${target} DISCOVERY_TIMEOUT 60
                       PROPERTIES LABELS "${labels}" ENVIRONMENT "${environment}" TIMEOUT 600)
endfunction()

function(astcslang_set_test_environment)
  set_property(TEST ${ARGN} APPEND PROPERTY ENVIRONMENT ${ASTCSLANG_TEST_ENVIRONMENT})
endfunction()
