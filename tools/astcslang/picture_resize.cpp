// SPDX-License-Identifier: Apache-2.0
// The library knows sRGB and linear codes; powers go through sRGB codes, which have as much precision in the dark.

#include "picture_resize.h"

#include <new>
#include <utility>

#include <fmt/format.h>

#include "picture_codes.h"
#include "picture_color.h"

namespace astcslang::cli {
namespace {

Result<void> resample(Context& context, Picture& picture, PictureSize size, bool isAlphaWeighted,
                      const ResizeFilter& filter) {
    ResampleOptions options;
    options.filter = filter.shape;
    options.filterScale = filter.scale;
    options.wrap = filter.wrap;
    options.profile = picture.transfer.kind == TransferKind::Linear ? Profile::Ldr : Profile::LdrSrgb;
    options.isAlphaWeighted = isAlphaWeighted;
    const bool isOther = picture.transfer.kind != TransferKind::Linear && picture.transfer.kind != TransferKind::Srgb;
    const TransferFunction srgb{TransferKind::Srgb, 0, {}};
    if (isOther) convertSamples(picture, picture.transfer, srgb);
    widenTo16Bits(picture);
    Result<ResampledImage> result = astcslang::resample(context, viewOf(picture), size.width, size.height, options);
    if (!result) return result.error();
    picture.samples = samplesOf(*std::move(result));
    if (isOther) convertSamples(picture, srgb, picture.transfer);
    return {};
}

} // namespace

Result<void> resizePicture(Context& context, Picture& picture, PictureSize size, bool isAlphaWeighted,
                           const ResizeFilter& filter) {
    if (size == PictureSize{picture.width, picture.height}) return {};
    if (Result<void> known = checkTransferKnown(picture, "resized"); !known) return known;
    try {
        if (Result<void> done = resample(context, picture, size, isAlphaWeighted, filter); !done) return done;
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to resize it"};
    }
    picture.notes.push_back(fmt::format("resized from {}x{}{}", picture.width, picture.height,
                                        isAlphaWeighted ? ", colours weighted by alpha" : ""));
    picture.width = size.width;
    picture.height = size.height;
    return {};
}

} // namespace astcslang::cli
