// SPDX-License-Identifier: Apache-2.0
// The public face of libastcslang: encode pictures to ASTC on a Vulkan device, decode them on the CPU,
// and read and write .astc and KTX2 bytes (texture.h). Everything works on memory; the only files that are opened are
// those of ContextOptions::pipelineCacheDirectory.
//
// Life of objects. A Context owns a Vulkan device and its compiled kernels; an Encoder belongs to one Context,
// which must outlive it. Both are movable and not copyable; an Encoder goes on where its Context was moved to.
// Threads. One Context and its Encoders may be used by one thread at a time; separate Contexts are independent.
// Free functions that take no Context are thread-safe.
// Errors. What can fail returns a Result. std::bad_alloc may escape where the host has no memory left.
// Texel order. Rows from top to bottom, texels from left to right, channels R, G, B, A.
// Edges. Blocks that overhang the right or lower edge repeat the last column or row.
// Determinism. The same picture and options give the same bytes on every device, driver, run and host. Bytes may
// change between versions of this library.
// Specification. Khronos Data Format Specification 1.3, ASTC (C.2 of KHR_texture_compression_astc_hdr, version 8).

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <astcslang/result.h>
#include <astcslang/texture.h>

namespace astcslang {

/// Version of the library, "MAJOR.MINOR.PATCH".
std::string_view versionString();

// ---------------------------------------------------------------------------------------------------------------
// Pictures (textures: texture.h)

/// What a texel of an ImageView is: four channels of 8 bits, or of 16 bits in the machine's byte order (uint16_t; no
/// alignment is asked for). 65535 stands for 1.0; what works with 8 bits rounds a channel c to (c + 128) / 257.
enum class TexelFormat : uint8_t { Rgba8, Rgba16 };

constexpr size_t texelBytes(TexelFormat format) { return format == TexelFormat::Rgba16 ? 8 : 4; }

/// A view of RGBA texels owned by the caller. `rowPitchBytes` >= width * texelBytes(format), or 0 for tightly packed
/// rows; `texels` holds at least (height - 1) * rowPitchBytes + width * texelBytes(format) bytes.
struct ImageView {
    std::span<const uint8_t> texels = {};
    uint32_t width = 0;  ///< 1 .. 65536
    uint32_t height = 0; ///< 1 .. 65536
    size_t rowPitchBytes = 0;
    TexelFormat format = TexelFormat::Rgba8;
};

/// An owned picture: width * height * 4 bytes, tightly packed RGBA.
struct Image {
    uint32_t width = 0;
    uint32_t height = 0;
    std::vector<uint8_t> texels = {};
    ImageView view() const { return {texels, width, height, 0, TexelFormat::Rgba8}; }
};

// ---------------------------------------------------------------------------------------------------------------
// Devices

/// One Vulkan physical device as the driver reports it.
struct DeviceInfo {
    uint32_t index = 0;          ///< Position in the driver's list; what `--device N` takes.
    std::string name;            ///< VkPhysicalDeviceProperties::deviceName
    std::string driver;          ///< Driver name and version.
    bool isCpu = false;          ///< A software device such as lavapipe or SwiftShader.
    bool isUsable = false;       ///< Meets the requirements below.
    std::string unusableBecause; ///< The first requirement that it misses, else empty.
};

/// All Vulkan devices. Fails with DeviceNotFound where no Vulkan loader or driver is installed, or no device is
/// present.
Result<std::vector<DeviceInfo>> listDevices();

struct ContextOptions {
    /// Empty: of the usable devices the first discrete GPU, else integrated, else virtual, else software, else any. A
    /// number: that index. Other text: the first usable device whose name contains it, ignoring case.
    std::string device = {};
    /// Folder for the driver's pipeline cache, made where it is missing; that it cannot be read or written is no error.
    /// Empty: no cache on disk.
    std::string pipelineCacheDirectory = {};
    /// Turn on the Khronos validation layer (core and synchronization). Its messages go to stderr; Unsupported where it
    /// is not installed.
    bool enableValidation = false;
};

/// A Vulkan 1.2 device with its kernels. Requirements: a compute queue, storage buffers of 128 MiB and 16 of them in a
/// kernel, 32 KiB of shared memory, groups of 128 invocations.
class Context {
public:
    static Result<Context> create(const ContextOptions& options = {});
    Context(Context&&) noexcept;
    Context& operator=(Context&&) noexcept;
    ~Context();

    const DeviceInfo& device() const;
    /// Messages that validation layers reported since creation (0 without `enableValidation`).
    uint32_t validationMessageCount() const;

    struct Impl;
    Impl& impl() { return *impl_; } ///< For the library's own use.

private:
    explicit Context(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// ---------------------------------------------------------------------------------------------------------------
// Encoding

/// Points on the 0..100 scale of EncodeOptions::quality; all but the first have astcenc's names, and but for the first
/// two its numbers. Between two of them the lower one's holds, but for 5 to 9 above 4x4, a step of their own.
enum Quality : uint8_t {
    Draft = 0,
    Fastest = 2, ///< astcenc's is 0, but drafts lie below; 1 rounds to them.
    Fast = 10,
    Medium = 60,
    Thorough = 98,
    VeryThorough = 99,
    Exhaustive = 100,
};

/// How the first line through a partition's texels is found.
enum class EndpointFit : uint8_t {
    Pca,          ///< Principal axis; refined by least squares later (default).
    LeastSquares, ///< Alternating least squares of endpoints and weights.
    Gradient,     ///< Gradient descent on endpoints and weights, as in the published scheme.
};

/// How the split of bits between weights and colours is predicted.
enum class ModeChoice : uint8_t {
    Screened,  ///< Every block mode by an error estimate; several tried (default).
    Corrected, ///< The closed form with the constant that measurements support.
    Published, ///< The closed form as published; for comparison.
    Full,      ///< Every legal mode really tried; slow, the yardstick of the others.
};

/// What a UNORM texture will be decoded to by its user. sRGB textures always decode to 8 bits.
enum class DecodeTarget : uint8_t { Unorm8, Float16 };

/// Largest EncodeOptions::alphaRadius.
inline constexpr uint8_t kMaxAlphaRadius = 32;

/// Called before each strip, of up to 8 Mi texels, and at the end, with blocks done and in all, on the thread that
/// called encode(); returns false to cancel. `totalBlocks` grows by the blocks that most presets encode once more, in
/// several steps if they gain much; the last call has both numbers equal, and what it returns is ignored.
using ProgressCallback = std::function<bool(uint64_t doneBlocks, uint64_t totalBlocks)>;

struct EncodeOptions {
    Footprint footprint{4, 4};
    Profile profile = Profile::LdrSrgb;
    uint8_t quality = Medium;                     ///< 0 .. 100
    uint8_t maxPartitionCount = 0;                ///< 1 .. 4; 0: what the preset says.
    EndpointFit endpointFit = EndpointFit::Pca;   ///< Others at 4x4 only; Unsupported elsewhere.
    ModeChoice modeChoice = ModeChoice::Screened; ///< Likewise.
    DecodeTarget decodeTarget = DecodeTarget::Unorm8;
    /// How much the squared error of R, G, B and A counts: 0 .. 1,000,000 each, one of them above 0; only their ratios
    /// matter. With 0 for alpha, textures come out opaque.
    std::array<float, 4> channelWeights{1, 1, 1, 1};
    /// 0, or 1 .. kMaxAlphaRadius: the colors of a block count as much as its most opaque texel lets them show, where
    /// filters read up to radius - 1 texels beyond a block. A block in which nothing can show becomes transparent
    /// black.
    uint8_t alphaRadius = 0;
    bool collectStatistics = false;    ///< Fill EncodeStatistics beyond stage times; costs time.
    uint32_t maxBlocksPerDispatch = 0; ///< 0: chosen by device and preset. Never changes the bytes.
    ProgressCallback progress = {};
};

/// What Encoder::create would refuse about the options, which needs no device: InvalidArgument, or Unsupported.
Result<void> checkEncodeOptions(const EncodeOptions& options);

struct StageTime {
    std::string stage; ///< Name of the kernel's stage, e.g. "fit_endpoints".
    double milliseconds = 0;
};

/// What happened inside an encode. Counts are over blocks of this picture.
struct EncodeStatistics {
    uint64_t blockCount = 0;
    double gpuMilliseconds = 0;      ///< Sum of all kernels by GPU timestamps.
    double hostMilliseconds = 0;     ///< Wall time of encode(), transfers included.
    double pipelineMilliseconds = 0; ///< Creation of pipelines that this encode was the first to need.
    std::vector<StageTime> stages;   ///< In execution order, summed over strips.
    /// Sum over blocks of the squared 8-bit error; with weighted channels as it counts, the largest weight of a block
    /// taken as 1.
    double squaredError = 0;
    // Below: only with EncodeOptions::collectStatistics.
    /// Exact evaluations (decode and squared error) started per block, counted in whole blocks: 1 a trial; at 4x4 4 a
    /// round of refinement (2 with a smaller grid), and in a descent 1 a move (3 with a weight a texel); above 4x4 1 a
    /// round and 1 a move. Some stop earlier.
    double evaluationsPerBlock = 0;
    std::vector<std::pair<std::string, double>> squaredErrorByStep; ///< Best error after each step, summed.
    double meanSnapHammingTexels[2] = {0, 0}; ///< Texels that a 2- and 3-partition snap moves, per block; or NaN.
    /// Mean |predicted - best| colour bits for 1, 2, 3 partitions: the closed form in its corrected and its published
    /// version, held to the range of legal modes, against the best block of one plane, full grid and direct or offset
    /// colours among those tried. NaN where there was nothing to judge, as above 4x4.
    double meanModeBitsError[3] = {0, 0, 0};
    double meanPublishedModeBitsError[3] = {0, 0, 0};
    /// Share of blocks where not the best-estimated mode won; beyond 128 trials, not that of the first half of the
    /// fits.
    double secondTapWinShare = 0;
};

struct EncodedImage {
    CompressedImage image;
    EncodeStatistics statistics;
};

class Encoder {
public:
    /// Checks the options. `context` must outlive the encoder.
    static Result<Encoder> create(Context& context, const EncodeOptions& options);
    Encoder(Encoder&&) noexcept;
    Encoder& operator=(Encoder&&) noexcept;
    ~Encoder();

    /// Encodes one picture, in 8 bits a channel: one of 16 bits is rounded strip by strip. The view is only read during
    /// the call. Any number of pictures may follow, also after one that failed or was cancelled; only a lost device
    /// stays lost. InvalidArgument: the view is not as ImageView says. Cancelled: the progress callback returned false.
    /// OutOfMemory: Vulkan has too little memory, even for small strips. DeviceFailure: another Vulkan call failed.
    Result<EncodedImage> encode(const ImageView& image);

private:
    struct Impl;
    explicit Encoder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// ---------------------------------------------------------------------------------------------------------------
// Decoding and analysis (CPU)

/// Decodes to 8-bit RGBA by the top-8-bits rule (decode_unorm8). Illegal blocks, HDR void extents and the texels of HDR
/// partitions become the error colour, opaque magenta, as in astcenc. Fails if the block count does not match the size.
Result<Image> decode(const CompressedImage& image);

/// What a block says, for statistics: one record per block in raster order.
struct BlockInfo {
    /// Illegal or reserved encoding, or a void extent in HDR: that is legal, but no LDR profile decodes it. Not set
    /// where partitions have HDR endpoint modes; colorEndpointModes tell.
    bool isError = false;
    bool isVoidExtent = false; ///< Constant colour; the rest is unset.
    bool isDualPlane = false;
    uint8_t plane2Component = 0; ///< 0..3, with isDualPlane.
    uint8_t partitionCount = 0;  ///< 1..4
    uint16_t partitionSeed = 0;  ///< 0..1023, with partitionCount > 1.
    uint16_t blockMode = 0;      ///< The 11-bit field.
    uint8_t weightGridWidth = 0;
    uint8_t weightGridHeight = 0;
    uint8_t weightLevelCount = 0;                 ///< 2..32
    uint16_t colorLevelCount = 0;                 ///< 6..256
    uint8_t colorEndpointModes[4] = {0, 0, 0, 0}; ///< 0..15 per partition, in the specification's order.
};

Result<std::vector<BlockInfo>> analyzeBlocks(const CompressedImage& image);

/// Error between two pictures of one size, in 8 bits: those of 16 are rounded first. PSNR is 10 log10(255^2 / mean
/// squared 8-bit error), infinity when equal.
struct ImageMetrics {
    double psnrRgb = 0;
    double psnrRgba = 0;
    double ssim = 0; ///< Mean SSIM of Rec. 709 luma, 11-tap Gaussian window of sigma 1.5; NaN below 11x11 texels.
};

Result<ImageMetrics> compareImages(const ImageView& a, const ImageView& b);

} // namespace astcslang
