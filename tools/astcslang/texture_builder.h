// SPDX-License-Identifier: Apache-2.0
// A texture made picture by picture.

#pragma once

#include <astcslang/astcslang.h>

#include "texture_options.h"

namespace astcslang::cli {

class TextureBuilder {
public:
    explicit TextureBuilder(const TextureCounts& counts);

    /// Fails with InvalidData if a picture of level `level` cannot have this size; the first picture, which is of level
    /// 0, decides the sizes of the others.
    Result<void> checkSize(uint32_t width, uint32_t height, uint32_t level);

    /// Appends the next picture of a level, of a size that has been checked. Layers come in order, and faces in a
    /// layer.
    void add(CompressedImage image, uint32_t level);

    /// Blocks of the whole texture, once the first picture's size has been checked.
    uint64_t blockBytes(Footprint footprint) const;

    Texture& texture() { return texture_; }

private:
    TextureCounts counts_;
    Texture texture_;
};

/// How to sample what a swizzle has reordered, so that the picture's own channels come out: for each of them its own
/// place if it is still there, else the first channel that holds it, else 0 (1 for alpha). In grey pictures R, G and B
/// are the same. Empty for rgba, which needs no entry.
std::optional<Swizzle> undoSwizzle(const Swizzle& swizzle, bool isGrey);

/// KTXswizzle for a swizzle.
KeyValue makeSwizzleEntry(const Swizzle& swizzle);

} // namespace astcslang::cli
