// SPDX-License-Identifier: Apache-2.0
// The filters' functions. They are made of + - * / alone, in double precision, so that every host has the same values.

#pragma once

#include <astcslang/mipmap.h>

namespace astcslang::mipmap {

/// Distance from the centre beyond which the filter is 0, in its own unit.
double filterReach(MipmapFilter filter);

/// The filter at distance x of its centre, up to a factor. 0 beyond its reach.
double filterValue(MipmapFilter filter, double x);

} // namespace astcslang::mipmap
