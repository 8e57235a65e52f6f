// SPDX-License-Identifier: Apache-2.0
// A picture to smaller or larger ones on the device, in parts that fit into its buffers.
//
// Results are cut into tiles of columns. A pass over the source serves as many tiles as fit into a budget of memory:
// the source goes up in chunks of rows, whose texels are decoded and filtered along the rows into each tile's
// intermediate; when all rows have been there, each tile is filtered along its columns, and its texels come back.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/mipmap.h>

#include "gpu/context.h"
#include "mipmap/axis_taps.h"

namespace astcslang::mipmap {

/// How channels become the components that are filtered, and these channels again.
struct ComponentPlan {
    uint32_t kind = 0;           ///< kComponentsValues ...
    uint32_t sourceChannels = 0; ///< Channel lists of DecodeTexelsParams and FilterColumnsParams.
    uint32_t shownComponents = 0;
    Profile profile = Profile::Ldr; ///< Of components 0..2 of kComponentsValues.
    bool isAlphaWeighted = false;
};

struct Size {
    uint32_t width = 0;
    uint32_t height = 0;
};

/// A result; with `wantsWideAlpha` its alpha in 16 bits as well.
struct Resampled {
    ResampledImage image;
    std::vector<uint16_t> wideAlpha;
};

struct ResampleRequest {
    ImageView source;
    std::vector<Size> sizes;
    AxisFilter filter;
    ComponentPlan components;
    bool wantsWideAlpha = false;
    uint32_t maxTexelsPerDispatch = 0; ///< 0: as many as is sensible.
};

/// One result for each size asked for. Precondition: a checked view and sizes.
Result<std::vector<Resampled>> resampleOnDevice(Context::Impl& context, const ResampleRequest& request);

} // namespace astcslang::mipmap
