// SPDX-License-Identifier: Apache-2.0
// Transfer functions, and the steps that work on one texel: conversion, premultiplication, 8 bits for the encoder.

#pragma once

#include "picture.h"

namespace astcslang::cli {

/// What decoders of the profile take codes for.
TransferFunction transferOf(Profile profile);
/// Of a number of KTX2 (KHR_DF_TRANSFER_*) that is not the unspecified one; Unknown if it is neither linear nor sRGB.
TransferFunction transferOfKtx2(uint8_t number);

/// Light of a code value, and back. Preconditions: not Unknown; values in 0 to 1.
double decodeTransfer(const TransferFunction& transfer, double value);
double encodeTransfer(const TransferFunction& transfer, double light);

/// Fails with Unsupported where the transfer function is Unknown, so that the colours cannot be `what`, "converted".
Result<void> checkTransferKnown(const Picture& picture, const char* what);

/// Floats outside 0 to 1, of the channels that the file has.
struct OutsideUnit {
    size_t valueCount = 0; ///< Of all, inside or not; 0 for integers.
    size_t finiteCount = 0, nanCount = 0, infiniteCount = 0;
    float largest = 1; ///< Of the finite ones.
    bool isNone() const { return finiteCount + nanCount + infiniteCount == 0; }
};
OutsideUnit countOutsideUnit(const Picture& picture);

/// Cuts floats to 0 to 1 (NaN becomes 0), and warns if that changes any. Integers stay as they are.
void clampToUnit(Picture& picture);

/// Makes R, G and B, which are codes of `from`, codes of `to`, and all samples floats; nothing is said of it in the
/// record. Preconditions: neither is Unknown; floats are clamped. May throw std::bad_alloc.
void convertSamples(Picture& picture, const TransferFunction& from, const TransferFunction& to);

/// Converts R, G and B. Samples become floats. Fails with Unsupported from an unknown function.
Result<void> convertTransfer(Picture& picture, const TransferFunction& target);

/// The codes stay, and count from now on as what decoders of the profile take them for.
void takeCodesFor(Picture& picture, Profile profile);

/// What file, line or conversion say of the codes, whatever they count as.
const TransferFunction& toldTransfer(const Picture& picture);

/// Multiplies R, G and B by alpha: light, not code values. Where nothing changes, neither does the kind of samples.
/// Fails with Unsupported for an unknown transfer function.
Result<void> premultiplyAlpha(Picture& picture);

/// Divides light by alpha, where the picture is premultiplied: texels of no alpha become black, and what would be more
/// than 1 is cut. Otherwise as premultiplyAlpha().
Result<void> unpremultiplyAlpha(Picture& picture);

/// Rounds to the nearest 8 bits, for the encoder. Floats have to be clamped before.
Image toImage8(Picture&& picture);

} // namespace astcslang::cli
