// SPDX-License-Identifier: Apache-2.0
// Embeds the generated tables: the assembler takes the files in as they are, which costs no compile time. The build
// defines ASTCSLANG_PARTITION_LUT2_PATH and ASTCSLANG_PARTITION_LUT3_PATH.

#include "encode/partition_luts.h"

#include <bit>

#ifndef __ELF__
#error "Only ELF assemblers are known here; other object formats need their own section names and symbol prefix."
#endif
static_assert(std::endian::native == std::endian::little, "The table files hold little-endian words.");

#define ASTCSLANG_EMBED(symbol, path)                                                                                  \
    __asm__(".pushsection .rodata\n"                                                                                   \
            ".balign 16\n"                                                                                             \
            ".global " #symbol "\n"                                                                                    \
            ".hidden " #symbol "\n"                                                                                    \
            ".type " #symbol ", %object\n" #symbol ":\n"                                                               \
            ".incbin \"" path "\"\n"                                                                                   \
            ".size " #symbol ", . - " #symbol "\n"                                                                     \
            ".popsection\n")

ASTCSLANG_EMBED(astcslangPartitionLut2, ASTCSLANG_PARTITION_LUT2_PATH);
ASTCSLANG_EMBED(astcslangPartitionLut3, ASTCSLANG_PARTITION_LUT3_PATH);

namespace {
using namespace astcslang::encode;
extern "C" {
[[gnu::visibility("hidden")]] extern const uint32_t astcslangPartitionLut2[lutWordCount(kPartitionLut2Size)];
[[gnu::visibility("hidden")]] extern const uint32_t astcslangPartitionLut3[lutWordCount(kPartitionLut3Size)];
}
} // namespace

namespace astcslang::encode {

std::span<const uint32_t> partitionLut2() { return astcslangPartitionLut2; }

std::span<const uint32_t> partitionLut3() { return astcslangPartitionLut3; }

} // namespace astcslang::encode
