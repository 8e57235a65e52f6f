# SPDX-License-Identifier: Apache-2.0
# Runs the generator for one table of luts.json and checks what comes out; OUTPUT appears only when size and SHA-256
# agree. Usage: cmake -DGENERATOR=tool -DDESCRIPTION=luts.json -DTABLE=name -DOUTPUT=file -P make_table.cmake
cmake_minimum_required(VERSION 3.25)

file(READ ${DESCRIPTION} description)
string(JSON table GET ${description} tables ${TABLE})
string(JSON sizeBytes GET ${table} sizeBytes)
string(JSON sha256 GET ${table} sha256)
string(JSON argumentCount LENGTH ${table} arguments)
set(arguments)
if(argumentCount GREATER 0)
  math(EXPR last "${argumentCount} - 1")
  foreach(n RANGE ${last})
    string(JSON argument GET ${table} arguments ${n})
    list(APPEND arguments ${argument})
  endforeach()
endif()

set(candidate ${OUTPUT}.unchecked)
file(REMOVE ${OUTPUT})
execute_process(COMMAND ${GENERATOR} ${arguments} ${candidate} COMMAND_ERROR_IS_FATAL ANY)
file(SIZE ${candidate} madeBytes)
file(SHA256 ${candidate} madeSha256)
if(NOT madeBytes EQUAL sizeBytes OR NOT madeSha256 STREQUAL sha256)
  message(FATAL_ERROR "${TABLE} came out with ${madeBytes} bytes, SHA-256 ${madeSha256}; "
                      "${DESCRIPTION} demands ${sizeBytes} bytes, ${sha256}")
endif()
file(RENAME ${candidate} ${OUTPUT})
