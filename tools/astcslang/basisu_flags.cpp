// SPDX-License-Identifier: Apache-2.0
#include "basisu_flags.h"

#include <algorithm>
#include <iterator>

#include "flag_hints.h"
#include "letter_case.h"

namespace astcslang::cli {
namespace {

constexpr std::string_view kBlock = "--block 6x6 chooses the block's size";
constexpr std::string_view kDevice = "the device decides how work is spread";
constexpr std::string_view kDecodeWrites = "decode writes .png, .exr, .hdr, .tga and .bmp";
constexpr std::string_view kNothing = "nothing here does the same";
constexpr std::string_view kLinearMips = "levels are filtered in linear light of sRGB textures; --linear tells data";

struct BasisuFlag {
    std::string_view name; ///< Without dashes; one that ends in '*' stands for all that begin so.
    std::string_view hint;
};

constexpr BasisuFlag kFlags[] = {
    {"file", "-i names a picture"},
    {"output_file", "-o names the texture"},
    {"out_file", "-o names the texture"},
    {"output_path", "-o FOLDER/ writes a texture for each picture there"},
    {"out_path", "-o FOLDER/ writes a texture for each picture there"},
    {"ktx2", "an output that ends in .ktx2 is KTX2"},
    {"basis", "textures are .ktx2 or .astc"},
    {"linear", "--linear"},
    {"srgb", "--srgb"},
    {"mipmap", "--generate-mipmap"},
    {"mip_filter", "--mipmap-filter"},
    {"mip_scale", "--mipmap-filter-scale"},
    {"mip_clamp", "--mipmap-wrap clamp, which is the default"},
    {"mip_renorm", "--mipmap-normals"},
    {"renorm", "--mipmap-normals"},
    {"mip_smallest", "--levels says how many there are"},
    {"mip_linear", kLinearMips},
    {"mip_srgb", kLinearMips},
    {"mip_fast", "each level is filtered from the picture itself"},
    {"mip_slow", "each level is filtered from the picture itself"},
    {"normal_map", "--normal-mode"},
    {"y_flip", "--yflip"},
    {"resample", "--resize WxH"},
    {"resample_factor", "--scale"},
    {"swizzle", "--input-swizzle"},
    {"separate_rg_to_color_alpha", "--input-swizzle rrrg"},
    {"seperate_rg_to_color_alpha", "--input-swizzle rrrg"},
    {"no_alpha", "--input-swizzle rgb1"},
    {"force_alpha", "alpha is kept where there is some"},
    {"alpha_file", "alpha comes with the picture"},
    {"tex_type", "--cubemap and --layers"},
    {"texture", "--cubemap and --layers"},
    {"tex_array", "--layers"},
    {"texarray", "--layers"},
    {"cubemap", "--cubemap"},
    {"individual", "-o FOLDER/ writes a texture for each picture"},
    {"quality", "--quality"},
    {"effort", "--quality"},
    {"comp_level", "--quality"},
    {"uastc_level", "--quality"},
    {"ktx2_zstandard_level", "--zstd"},
    {"ktx2_no_zstandard", "levels are not packed unless --zstd says so"},
    {"ktx2_animdata*", kNothing},
    {"parallel", kDevice},
    {"no_multithreading", kDevice},
    {"no_threading", kDevice},
    {"no_threads", kDevice},
    {"max_threads", kDevice},
    {"wasi_threads", kDevice},
    {"no_sse", kDevice},
    {"opencl", kDevice},
    {"opencl_serialize", kDevice},
    {"stats", "--compare and --stats"},
    {"no_stats", "nothing is measured unless --compare says so"},
    {"debug", "--stats"},
    {"debug_images", "decode --diagnostics"},
    {"verbose", "--verbose"},
    {"quiet", "--quiet"},
    {"no_status_output", "--quiet"},
    {"version", "--version"},
    {"help", "--help"},
    {"unpack", "decode --all"},
    {"info", "info"},
    {"validate", "validate"},
    {"validate_output", "validate"},
    {"validate_etc1s", "validate"},
    {"compare", "compare"},
    {"compare_ssim", "compare"},
    {"compare_plot", "compare --html"},
    {"compare_hdr", kLdr},
    {"compare_hvs", "compare tells FLIP"},
    {"csv_file", "--json"},
    {"multifile_printf", "-i @LIST reads names from a file"},
    {"multifile_first", "-i @LIST reads names from a file"},
    {"multifile_num", "-i @LIST reads names from a file"},
    {"weights", "--channel-weights"},
    {"photo", "--perceptual"},
    {"astc_ldr_*", kBlock},
    {"ldr_*", kBlock},
    {"ldr", kOnlyAstc},
    {"astc_hdr*", kLdr},
    {"hdr*", kLdr},
    {"uastc_hdr*", kLdr},
    {"tonemap*", kLdr},
    {"rec_2020", kLdr},
    {"lambda", kLdr},
    {"etc1*", kOnlyAstc},
    {"uastc*", kOnlyAstc},
    {"xuastc*", kOnlyAstc},
    {"xubc7*", kOnlyAstc},
    {"x*", kOnlyAstc},
    {"ls_*", kOnlyAstc},
    {"max_endpoints", kOnlyAstc},
    {"max_selectors", kOnlyAstc},
    {"endpoint_rdo_thresh", kOnlyAstc},
    {"selector_rdo_thresh", kOnlyAstc},
    {"no_endpoint_rdo", kOnlyAstc},
    {"no_selector_rdo", kOnlyAstc},
    {"no_etc1s_chroma_filtering", kOnlyAstc},
    {"no_fast_xuastc_ldr_bc7_transcoding", kOnlyAstc},
    {"fast_xuastc_ldr_bc7_transcoding", kOnlyAstc},
    {"higher_quality_transcoding", kOnlyAstc},
    {"transcode_*", kOnlyAstc},
    {"disable_hierarchical_endpoint_codebooks", kOnlyAstc},
    {"gen_global_codebooks", kOnlyAstc},
    {"use_global_codebooks", kOnlyAstc},
    {"dds*", "textures are .ktx2 or .astc"},
    {"no_dds", kDecodeWrites},
    {"export_*", kDecodeWrites},
    {"ktx_*", kDecodeWrites},
    {"no_ktx", kDecodeWrites},
    {"format_only", kDecodeWrites},
    {"write_out", "decode -o"},
    {"bench*", "tools/bench measures"},
    {"clbench", "tools/bench measures"},
    {"test*", kNothing},
    {"fuzz_testing", kNothing},
    {"dev_astc_fuzz", kNothing},
    {"dump_*", kNothing},
    {"extract_*", kNothing},
    {"image_stats", kNothing},
    {"peek*", kNothing},
    {"png_to_text", kNothing},
    {"text_to_png", kNothing},
    {"tinydds_info", kNothing},
    {"combine", kNothing},
    {"split", kNothing},
    {"compress", "it is what happens without a verb"},
    {"comp_size", kNothing},
    {"framerate", kNothing},
    {"name", kNothing},
    {"userdata0", kNothing},
    {"userdata1", kNothing},
};

/// Names that are ours with two dashes.
constexpr std::string_view kOurs[] = {"compare", "cubemap", "help",  "linear",  "mipmap",  "quality",
                                      "quiet",   "srgb",    "stats", "swizzle", "verbose", "version"};

/// Beginnings count with one dash only, as basisu has its flags: with two, a slip of ours is likelier.
bool isNamed(const BasisuFlag& flag, std::string_view name, bool isBeginningEnough) {
    if (!flag.name.ends_with('*')) return name == flag.name;
    return isBeginningEnough && name.starts_with(flag.name.substr(0, flag.name.size() - 1));
}

} // namespace

std::optional<std::string_view> hintForBasisuFlag(const std::string& word) {
    const size_t dashes = word.starts_with("--") ? 2 : 1;
    if (!word.starts_with('-') || word.size() < dashes + 2) return std::nullopt; // letters are options of ours
    const std::string name = lowerCase(word.substr(dashes, word.find('=') - dashes));
    if (dashes == 2 && std::find(std::begin(kOurs), std::end(kOurs), name) != std::end(kOurs)) return std::nullopt;
    const auto* flag = std::find_if(std::begin(kFlags), std::end(kFlags),
                                    [&](const BasisuFlag& known) { return isNamed(known, name, dashes == 1); });
    if (flag == std::end(kFlags)) return std::nullopt;
    return flag->hint;
}

} // namespace astcslang::cli
