# SPDX-License-Identifier: Apache-2.0
# Fetches ktx-parse if it is not there yet, writes the files and has them read.
cmake_minimum_required(VERSION 3.25)

function(give_up why)
  if(REQUIRE)
    message(FATAL_ERROR "${why}")
  endif()
  message("skipped: ${why}")
endfunction()

if(NOT NODE OR NOT NPM)
  give_up("node or npm is not installed")
  return()
endif()
file(MAKE_DIRECTORY ${WORK_FOLDER})
foreach(name package.json package-lock.json check_files.mjs)
  file(COPY_FILE ${SOURCE_FOLDER}/${name} ${WORK_FOLDER}/${name} ONLY_IF_DIFFERENT)
endforeach()
if(NOT EXISTS ${WORK_FOLDER}/node_modules/ktx-parse/package.json OR
   ${SOURCE_FOLDER}/package-lock.json IS_NEWER_THAN ${WORK_FOLDER}/node_modules/.package-lock.json)
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${WORK_FOLDER}
                  OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    give_up("ktx-parse could not be fetched: ${output}")
    return()
  endif()
endif()

file(REMOVE_RECURSE ${WORK_FOLDER}/files)
file(MAKE_DIRECTORY ${WORK_FOLDER}/files)
execute_process(COMMAND ${WRITE_SAMPLES} ${WORK_FOLDER}/files COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${NODE} check_files.mjs files WORKING_DIRECTORY ${WORK_FOLDER} COMMAND_ERROR_IS_FATAL ANY)
