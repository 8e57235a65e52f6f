# SPDX-License-Identifier: Apache-2.0
# If this fails, the build would embed a table that is not the one described. Runs make_table.cmake with the true
# description, then with another SHA-256 and another size; only the first may leave a table behind.
# Usage: cmake -DGENERATOR=tool -DLUTS_DIR=luts -DWORK_DIR=folder -P make_table_test.cmake
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${WORK_DIR})
file(MAKE_DIRECTORY ${WORK_DIR})
file(READ ${LUTS_DIR}/luts.json description)

function(expect_table description shouldSucceed fault)
  file(WRITE ${WORK_DIR}/luts.json ${description})
  execute_process(COMMAND ${CMAKE_COMMAND} -DGENERATOR=${GENERATOR} -DDESCRIPTION=${WORK_DIR}/luts.json
                          -DTABLE=partition_lut2 -DOUTPUT=${WORK_DIR}/table.bin -P ${LUTS_DIR}/make_table.cmake
                  RESULT_VARIABLE status ERROR_VARIABLE message)
  if(shouldSucceed)
    if(NOT status EQUAL 0 OR NOT EXISTS ${WORK_DIR}/table.bin)
      message(FATAL_ERROR "The true description was refused: ${message}")
    endif()
  elseif(status EQUAL 0 OR EXISTS ${WORK_DIR}/table.bin OR NOT message MATCHES "came out with")
    message(FATAL_ERROR "A table with ${fault} was not refused as it should be: ${message}")
  endif()
endfunction()

expect_table("${description}" TRUE "")
string(REPEAT 0 64 zeros)
string(JSON changed SET "${description}" tables partition_lut2 sha256 "\"${zeros}\"")
expect_table("${changed}" FALSE "another SHA-256")
string(JSON changed SET "${description}" tables partition_lut2 sizeBytes 4)
expect_table("${changed}" FALSE "another size")
