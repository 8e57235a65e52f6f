// SPDX-License-Identifier: Apache-2.0
// Part of sanitizer builds only, and of every program in them. LeakSanitizer looks at the end of the program and could
// not name what a closed driver has leaked; so libraries stay open, and the leaks of drivers are suppressed by name.

extern "C" {

// What the linker is told to look for.
extern const int astcslang_sanitizer_options;
const int astcslang_sanitizer_options = 1;

int dlclose(void*) { return 0; }

const char* __lsan_default_suppressions() {
    return "leak:libvulkan.so\n"
           "leak:libvulkan_\n" // Mesa
           "leak:libLLVM\n"
           "leak:libvk_swiftshader.so\n"
           "leak:libVkLayer_khronos_validation.so\n"
           "leak:libnvidia\n"
           "leak:libGLX_nvidia\n";
}

const char* __lsan_default_options() { return "print_suppressions=0"; }

const char* __ubsan_default_options() { return "print_stacktrace=1"; }
}
