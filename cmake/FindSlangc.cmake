# SPDX-License-Identifier: Apache-2.0
# Finds the Slang compiler: -DSLANGC=PATH, else one from VULKAN_SDK or PATH, else the pinned one, which
# tools/fetch_slangc downloads once. Sets SLANGC, Slangc_FOUND and Slangc_VERSION.

if(SLANGC AND NOT EXISTS "${SLANGC}")
  unset(SLANGC CACHE) # a compiler that was cleared away since
endif()
if(NOT SLANGC)
  find_program(SLANGC slangc HINTS ENV VULKAN_SDK PATH_SUFFIXES bin Bin DOC "Slang compiler")
endif()
if(NOT SLANGC)
  execute_process(COMMAND ${PROJECT_SOURCE_DIR}/tools/fetch_slangc
                  OUTPUT_VARIABLE fetched OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
  if(NOT failed)
    set(SLANGC ${fetched} CACHE FILEPATH "Slang compiler" FORCE)
  endif()
endif()

if(SLANGC)
  # It prints its version on stderr.
  execute_process(COMMAND ${SLANGC} -v OUTPUT_VARIABLE printed ERROR_VARIABLE printed RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "${SLANGC} does not run: ${failed} ${printed}")
  endif()
  string(REGEX MATCH "[0-9]+(\\.[0-9]+)+" Slangc_VERSION "${printed}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Slangc REQUIRED_VARS SLANGC VERSION_VAR Slangc_VERSION)
