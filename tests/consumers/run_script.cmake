# SPDX-License-Identifier: Apache-2.0
# Fetches the packages if they are not there yet, and runs SCRIPT in WORK_FOLDER.
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
file(LOCK ${WORK_FOLDER} DIRECTORY) # The tests share the folder and may run at once.
foreach(name ${FILES})
  file(COPY_FILE ${SOURCE_FOLDER}/${name} ${WORK_FOLDER}/${name} ONLY_IF_DIFFERENT)
endforeach()
if(NOT EXISTS ${WORK_FOLDER}/node_modules/.package-lock.json OR
   ${SOURCE_FOLDER}/package-lock.json IS_NEWER_THAN ${WORK_FOLDER}/node_modules/.package-lock.json)
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${WORK_FOLDER}
                  OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    give_up("the packages could not be fetched: ${output}")
    return()
  endif()
endif()
file(LOCK ${WORK_FOLDER} DIRECTORY RELEASE)

execute_process(COMMAND ${NODE} ${SCRIPT} WORKING_DIRECTORY ${WORK_FOLDER} COMMAND_ERROR_IS_FATAL ANY)
