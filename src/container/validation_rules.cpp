// SPDX-License-Identifier: Apache-2.0
// The table of rules. Sections are of KTX 2.0 unless another specification is named.

#include <algorithm>
#include <iterator>

#include "container/fault_list.h"

namespace astcslang {

using container::Rule;

namespace {

constexpr Severity kError = Severity::Error;
constexpr Severity kWarning = Severity::Warning;

constexpr ValidationRule kRules[] = {
    {"file-type", kError, "The file begins as .astc, KTX 1 or KTX2 files do."},
    {"astc-header", kError, "An .astc file has a header of 16 bytes."},
    {"astc-footprint", kError, "The block dimensions of an .astc file are a footprint of ASTC."},
    {"astc-size", kError, "No side of an .astc file's picture is 0."},
    {"astc-length", kError, "An .astc file ends with the last block of its picture."},
    {"ktx1-file", kError,
     "A KTX 1 file of ASTC blocks has a header, key/value data and levels that agree, and ends with the last of them."},
    {"ktx1-unchecked", kWarning,
     "A KTX 1 file can be checked here: it is little-endian and has two-dimensional LDR ASTC blocks."},
    {"header-truncated", kError, "A KTX2 file has a header of 80 bytes."},
    {"format-prohibited", kError, "vkFormat is none of the scaled and the multi-planar formats (vkFormat)."},
    {"format-unknown", kWarning, "vkFormat is a format that Vulkan is known to have (vkFormat)."},
    {"type-size", kError, "typeSize is that of the format, 1 for blocks (typeSize)."},
    {"width", kError, "pixelWidth is not 0 (pixelWidth)."},
    {"height", kError, "pixelHeight is not 0 for blocks and for 3D textures (pixelHeight)."},
    {"depth", kError, "pixelDepth is not 0 for 3D blocks, and 0 for depth and stencil (pixelDepth)."},
    {"face-count", kError, "faceCount is 1 or 6 (faceCount)."},
    {"cube-shape", kError, "The faces of a cube map are square and flat (pixelWidth)."},
    {"array-of-3d", kWarning, "No graphics API has arrays of 3D textures (layerCount)."},
    {"level-count", kError, "There are no more levels than down to one texel (levelCount)."},
    {"level-count-zero", kError, "levelCount is not 0 for blocks (levelCount)."},
    {"scheme", kError, "supercompressionScheme is a registered number (supercompressionScheme)."},
    {"scheme-unchecked", kWarning, "The supercompression scheme can be checked here: none, Zstandard or zlib."},
    {"scheme-format", kError, "BasisLZ goes with vkFormat 0 (BasisLZ)."},
    {"scheme-model", kError, "BasisLZ goes with ETC1S, and ETC1S with BasisLZ (BasisLZ, ETC1S Format)."},
    {"index-truncated", kError, "The level index lies inside the file (Level Index)."},
    {"descriptor-place", kError, "The data format descriptor follows the level index, inside the file (Index)."},
    {"metadata-place", kError,
     "The key/value data follow the descriptor, inside the file; without any both fields are 0 (Index)."},
    {"global-data-place", kError,
     "The global data follow at a multiple of 8, inside the file; without any both fields are 0 (Index)."},
    {"global-data-presence", kError, "There are global data with BasisLZ and only there (sgdByteLength)."},
    {"padding-value", kError, "Bytes between sections, entries and levels are 0 (File Structure)."},
    {"descriptor-size", kError, "dfdTotalSize is dfdByteLength (dfdTotalSize)."},
    {"descriptor-block", kError,
     "The first descriptor block is a basic one, of whole samples and inside the descriptor (dfdBlock)."},
    {"descriptor-version", kError, "The descriptor block is of version 1.3, number 2 (Data Format, 5.3)."},
    {"descriptor-further", kError,
     "Further descriptor blocks are no basic ones, have 8 bytes or more, in fours, and fill the descriptor "
     "(dfdBlock)."},
    {"descriptor-model", kError, "The colour model is that of the format (Data Format, 5.6)."},
    {"descriptor-model-odd", kWarning, "The colour model of 422 formats is YUVSDA (Restrictions)."},
    {"descriptor-primaries", kError, "The colour primaries are a registered number (Data Format, 5.7)."},
    {"descriptor-transfer", kError,
     "The transfer function is a registered number, and sRGB for sRGB formats (Restrictions)."},
    {"descriptor-transfer-odd", kWarning,
     "The transfer function is not sRGB where there is an sRGB format, nor for HDR (Restrictions)."},
    {"descriptor-data", kWarning,
     "Formats of integers, depth and stencil leave primaries and transfer function open (Restrictions)."},
    {"descriptor-flags", kError, "No flag but premultiplied alpha is set (Data Format, 5.9)."},
    {"descriptor-dimensions", kError, "The texel block's dimensions are those of the format (Data Format, 5.10)."},
    {"descriptor-bytes", kError, "The bytes of a texel block are those of the format (Data Format, 5.11)."},
    {"descriptor-unsized", kWarning,
     "Supercompressed textures say how many bytes a texel block has, since revision 2.0.4."},
    {"descriptor-samples", kError,
     "The samples are those of the format: one of 128 bits for ASTC, of signed floats if HDR; one for each channel of "
     "uncompressed colours; of ETC1S and UASTC, their slices (Restrictions)."},
    {"descriptor-linear", kError,
     "Alpha is said to be linear where the transfer function is neither linear nor open (Restrictions)."},
    {"basislz-data", kError,
     "The global data of BasisLZ are filled by their parts, none of which is empty but the extension; slices lie in "
     "their levels; predicted ones stand in animations (BasisLZ Global Data)."},
    {"entry-length", kError,
     "Entries of the key/value data fill them exactly, each of 2 bytes at least (Key/Value Data)."},
    {"key-end", kError, "A key is not empty and ends in NUL (keyAndValue)."},
    {"key-text", kError, "A key is UTF-8 without a byte order mark (keyAndValue)."},
    {"key-order", kError, "Entries are sorted by key (Key/Value Data)."},
    {"key-twice", kError, "No key appears twice (Key/Value Data)."},
    {"key-reserved", kError, "Keys that begin with KTX or ktx are those of the specification (keyAndValue)."},
    {"value-end", kError, "Values of text end in NUL (Predefined Key/Value Pairs)."},
    {"value-text", kError, "KTXwriter and KTXwriterScParams are UTF-8 (Predefined Key/Value Pairs)."},
    {"orientation-value", kError,
     "KTXorientation has a letter for each dimension: rl, du, oi; rd for cube maps (KTXorientation)."},
    {"swizzle-value", kError,
     "KTXswizzle is four of r, g, b, a, 0, 1, without channels that the format lacks (KTXswizzle)."},
    {"swizzle-useless", kWarning, "KTXswizzle stands in no depth or stencil texture (KTXswizzle)."},
    {"writer-missing", kWarning, "Files say who wrote them (KTXwriter)."},
    {"writer-parameters", kError, "KTXwriterScParams comes with KTXwriter (KTXwriterScParams)."},
    {"decode-mode-value", kError, "KTXastcDecodeMode is rgb9e5, or unorm8 for LDR (KTXastcDecodeMode)."},
    {"decode-mode-useless", kWarning, "KTXastcDecodeMode stands in linear ASTC textures only (KTXastcDecodeMode)."},
    {"cube-incomplete", kError,
     "KTXcubemapIncomplete is one byte that names faces, with as many layers, square (KTXcubemapIncomplete)."},
    {"cube-complete", kWarning, "KTXcubemapIncomplete leaves a face out (KTXcubemapIncomplete)."},
    {"animation-value", kError, "KTXanimData has 12 bytes, for arrays that are no incomplete cube maps (KTXanimData)."},
    {"format-mapping", kError,
     "Formats of other APIs have their size and go with vkFormat 0 only; of OpenGL, blocks have no format and type "
     "(Format Mapping)."},
    {"level-place", kError, "Levels follow each other without gaps, inside the file (Mip Level Array)."},
    {"level-alignment", kError,
     "Levels that are not supercompressed begin at multiples of their texel block's size and of 4 (mipPadding)."},
    {"level-order", kError, "Smaller levels stand before larger ones (Mip Level Array)."},
    {"level-length", kError, "A level has as many bytes as its size, layers and faces take (levels[p].byteLength)."},
    {"level-raw-length", kError,
     "uncompressedByteLength is what the level takes: all layers and faces alike, 0 with BasisLZ "
     "(levels[p].uncompressedByteLength)."},
    {"level-stream", kError, "A supercompressed level inflates to exactly its uncompressedByteLength (Scheme Notes)."},
    {"level-unchecked", kWarning, "A level is small enough to be inflated for the check."},
    {"trailing-bytes", kWarning, "The file ends with its largest level."},
    {"block-illegal", kWarning, "ASTC blocks are legal; others decode to the error colour (ASTC, C.2.24)."},
    {"block-hdr", kWarning,
     "LDR textures have no blocks of HDR colours, which decode to the error colour (ASTC, C.2.14, C.2.23)."},
    {"more-faults", kWarning, "There are few enough faults to tell them all."},
};
static_assert(std::size(kRules) == static_cast<size_t>(Rule::Count));

constexpr size_t kMaxFaultCount = 1000;

} // namespace

std::span<const ValidationRule> validationRules() { return kRules; }

namespace container {

void FaultList::add(Rule rule, uint64_t offset, std::string text) {
    if (faults_.size() > kMaxFaultCount) return;
    if (faults_.size() == kMaxFaultCount) {
        rule = Rule::MoreFaults;
        text = "there are more faults than are told";
    }
    const ValidationRule& broken = kRules[static_cast<size_t>(rule)];
    faults_.push_back({broken.severity, offset, std::string(broken.id), std::move(text)});
}

bool FaultList::has(Rule rule) const {
    const std::string_view id = kRules[static_cast<size_t>(rule)].id;
    return std::any_of(faults_.begin(), faults_.end(), [&](const Fault& fault) { return fault.id == id; });
}

} // namespace container
} // namespace astcslang
