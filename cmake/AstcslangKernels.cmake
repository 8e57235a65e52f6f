# SPDX-License-Identifier: Apache-2.0
# Compiles Slang kernels to SPIR-V and embeds them in an object library.
#
#   astcslang_kernel_library(TARGET astcslang_shaders NAMESPACE astcslang INCLUDES <folders>)
#   astcslang_kernel(NAME trial_p2_c3 SOURCE kernels/trial.cs.slang DEFINES PARTITIONS=2 CHANNELS=3)
#   astcslang_finish_kernel_library()
#
# Each call of astcslang_kernel makes one module out of entry point `computeMain`. The library offers, by
# #include "<TARGET>/shader_modules.h", the function NAMESPACE::shaderModule(name).

# Precise arithmetic (no contraction, no reassociation) is what gives the same bytes on every device. -O0 because
# the pinned slangc has no SPIR-V optimizer; spirv-opt takes its place where it is installed. SPIR-V 1.3 because
# lavapipe of Mesa 22.3 refuses OpCopyLogical of 1.4, which copies of records with arrays turn into.
# Branches are what compilers choke on in unrolled code, so && and || take both sides, and kernels write select, not ?:.
set(ASTCSLANG_SLANG_FLAGS
    -target spirv -profile spirv_1_3 -stage compute -entry computeMain -O0 -fp-mode precise
    -disable-short-circuit -warnings-as-errors all)

function(astcslang_kernel_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;NAMESPACE" "INCLUDES")
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET})
  file(MAKE_DIRECTORY ${folder})
  add_library(${arg_TARGET} OBJECT)
  target_include_directories(${arg_TARGET} PUBLIC ${CMAKE_CURRENT_BINARY_DIR})
  set_target_properties(${arg_TARGET} PROPERTIES
    ASTCSLANG_NAMESPACE ${arg_NAMESPACE} ASTCSLANG_SLANG_INCLUDES "${arg_INCLUDES}" ASTCSLANG_FOLDER ${folder})
  set(ASTCSLANG_KERNEL_TARGET ${arg_TARGET} PARENT_SCOPE)
endfunction()

function(astcslang_kernel)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;SOURCE" "DEFINES")
  set(target ${ASTCSLANG_KERNEL_TARGET})
  get_target_property(namespace ${target} ASTCSLANG_NAMESPACE)
  get_target_property(includes ${target} ASTCSLANG_SLANG_INCLUDES)
  get_target_property(folder ${target} ASTCSLANG_FOLDER)
  list(TRANSFORM includes PREPEND -I)
  list(TRANSFORM arg_DEFINES PREPEND -D)
  cmake_path(ABSOLUTE_PATH arg_SOURCE BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  set(stem ${folder}/${arg_NAME})
  set_property(TARGET ${target} APPEND PROPERTY ASTCSLANG_KERNELS ${arg_NAME})

  if(ASTCSLANG_KERNELS_OF)
    cmake_path(RELATIVE_PATH stem BASE_DIRECTORY ${PROJECT_BINARY_DIR} OUTPUT_VARIABLE taken)
    # One that is newer than that folder is compiled.
    if(EXISTS ${ASTCSLANG_KERNELS_OF}/${taken}.cpp)
      target_sources(${target} PRIVATE ${ASTCSLANG_KERNELS_OF}/${taken}.cpp)
      return()
    endif()
  endif()

  add_custom_command(
    OUTPUT ${stem}.slang.spv
    COMMAND ${SLANGC} ${arg_SOURCE} ${ASTCSLANG_SLANG_FLAGS} ${includes} ${arg_DEFINES}
            -depfile ${stem}.d -o ${stem}.slang.spv
    DEPENDS ${arg_SOURCE} ${SLANGC}
    DEPFILE ${stem}.d
    COMMENT "Compiling kernel ${arg_NAME}"
    VERBATIM)
  # What is optimized here, once, no driver has to at every start: Mesa makes its pipelines five times as fast.
  if(SPIRV_OPT)
    set(optimize
        COMMAND ${SPIRV_OPT} -O ${stem}.spv -o ${stem}.opt.spv
        COMMAND spirv_embed ${namespace} kModule_${arg_NAME} ${stem}.opt.spv ${stem}.spv ${stem}.cpp)
  endif()
  add_custom_command(
    OUTPUT ${stem}.spv ${stem}.cpp
    COMMAND spirv_embed ${namespace} kModule_${arg_NAME} ${stem}.slang.spv ${stem}.spv ${stem}.cpp
    ${optimize}
    DEPENDS ${stem}.slang.spv spirv_embed
    COMMENT "Embedding kernel ${arg_NAME}"
    VERBATIM)
  target_sources(${target} PRIVATE ${stem}.cpp)

  if(SPIRV_VAL AND BUILD_TESTING)
    add_test(NAME SpirvVal.${target}.${arg_NAME} COMMAND ${SPIRV_VAL} --target-env vulkan1.2 ${stem}.spv)
    set_tests_properties(SpirvVal.${target}.${arg_NAME} PROPERTIES LABELS cpu)
  endif()
endfunction()

function(astcslang_finish_kernel_library)
  set(target ${ASTCSLANG_KERNEL_TARGET})
  get_target_property(NAMESPACE ${target} ASTCSLANG_NAMESPACE)
  get_target_property(folder ${target} ASTCSLANG_FOLDER)
  get_target_property(kernels ${target} ASTCSLANG_KERNELS)
  set(DECLARATIONS)
  set(ENTRIES)
  if(kernels)
    foreach(kernel ${kernels})
      string(APPEND DECLARATIONS "extern const std::span<const uint32_t> kModule_${kernel};\n")
      string(APPEND ENTRIES "    if (name == \"${kernel}\") return kModule_${kernel};\n")
    endforeach()
  endif()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/shader_modules.h.in ${folder}/shader_modules.h @ONLY)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/shader_modules.cpp.in ${folder}/shader_modules.cpp @ONLY)
  target_sources(${target} PRIVATE ${folder}/shader_modules.cpp)
endfunction()
