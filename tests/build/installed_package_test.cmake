# SPDX-License-Identifier: Apache-2.0
# Installs this build into an empty folder, builds the example against that and nothing else, and runs both programs.
cmake_minimum_required(VERSION 3.25)

set(prefix ${WORK_FOLDER}/prefix)
file(REMOVE_RECURSE ${WORK_FOLDER})
file(MAKE_DIRECTORY ${WORK_FOLDER})

function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "'${command}' gave ${result}:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD_FOLDER} --prefix ${prefix})
set(flags)
if(SANITIZE)
  set(flags "-fsanitize=address,undefined -Wl,-u,astcslang_sanitizer_options -Wl,--export-dynamic-symbol=dlclose")
endif()
run(${CMAKE_COMMAND} -S ${EXAMPLE_FOLDER} -B ${WORK_FOLDER}/build -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix}
    -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_CXX_FLAGS=${flags})
run(${CMAKE_COMMAND} --build ${WORK_FOLDER}/build)
run(${WORK_FOLDER}/build/encode_gradient ${WORK_FOLDER}/gradient.ktx2)
file(SIZE ${WORK_FOLDER}/gradient.ktx2 size)
if(size LESS 1024)
  message(FATAL_ERROR "the example wrote ${size} bytes, less than the blocks of 32x32 texels take")
endif()

foreach(file LICENSE THIRD_PARTY_NOTICES.md astcslang.1 bash-completion/completions/astcslang
             zsh/site-functions/_astcslang fish/vendor_completions.d/astcslang.fish)
  file(GLOB_RECURSE found ${prefix}/*/${file})
  if(NOT found)
    message(FATAL_ERROR "${file} was not installed")
  endif()
endforeach()

run(${prefix}/bin/astcslang --version)
string(FIND "${output}" ${VERSION} at)
if(at EQUAL -1)
  message(FATAL_ERROR "the installed command says '${output}', not ${VERSION}")
endif()
run(${prefix}/bin/astcslang info ${WORK_FOLDER}/gradient.ktx2)
