// SPDX-License-Identifier: Apache-2.0
// Whether two pictures are the same at the precision that they have, before `compare` rounds them to 8 bits.

#pragma once

#include "picture.h"

namespace astcslang::cli {

/// Whether both have the same samples, bit by bit, of one kind and one meaning.
bool areIdentical(const Picture& a, const Picture& b);

/// Whether the samples stand for the same values. Codes of 8 bits are those of 16 times 257; floats are the nearest to
/// a code.
bool haveEqualValues(const Picture& a, const Picture& b);

/// Whether the samples are the same when rounded to 16 bits. Precondition: floats are clamped.
bool areEqualIn16Bits(const Picture& a, const Picture& b);

} // namespace astcslang::cli
