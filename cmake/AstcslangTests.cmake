# SPDX-License-Identifier: Apache-2.0
#   astcslang_discover_tests(TARGET [EVERY_DRIVER] LABEL...)    registers all tests of a GoogleTest program
#
# EVERY_DRIVER: the tests see SwiftShader beside the system's Vulkan drivers, where some package brought it (Debian:
# chromium), so that what loops over all devices runs on it too. -DASTCSLANG_SWIFTSHADER_ICD= names another driver
# file, or OFF for none. It may come first in the driver's list; the other tests never see it.
include(GoogleTest)
find_file(ASTCSLANG_SWIFTSHADER_ICD vk_swiftshader_icd.json
          PATHS /usr/lib/chromium /usr/lib64/chromium-browser /opt/google/chrome NO_DEFAULT_PATH
          DOC "Driver file of SwiftShader, a second software device for tests")

set(ASTCSLANG_EVERY_DRIVER_ENVIRONMENT)
if(ASTCSLANG_SWIFTSHADER_ICD)
  set(ASTCSLANG_EVERY_DRIVER_ENVIRONMENT VK_ADD_DRIVER_FILES=${ASTCSLANG_SWIFTSHADER_ICD})
endif()

function(astcslang_discover_tests target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "EVERY_DRIVER" "" "")
  set(environment)
  if(arg_EVERY_DRIVER)
    set(environment ${ASTCSLANG_EVERY_DRIVER_ENVIRONMENT})
  endif()
  gtest_discover_tests(${target} DISCOVERY_TIMEOUT 60 TEST_LIST ${target}_names)
  # Of lists that are handed to gtest_discover_tests, CMake 3.25 keeps only the first item; a file of our own that CTest
  # reads after those of gtest_discover_tests does better.
  set(file ${CMAKE_CURRENT_BINARY_DIR}/${target}_properties.cmake)
  file(CONFIGURE OUTPUT ${file} @ONLY CONTENT "if(@target@_names)
  set_tests_properties(\${@target@_names} PROPERTIES
                       LABELS \"@arg_UNPARSED_ARGUMENTS@\" ENVIRONMENT \"@environment@\" TIMEOUT 600)
endif()
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${file})
endfunction()
