// SPDX-License-Identifier: Apache-2.0
// `astcslang decode`: a texture to a PNG picture, on the CPU.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "image_writer.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {

Result<ExitCode> runDecode(const Options& options) {
    Result<InputFile> input = InputFile::open(options.input);
    if (!input) return input.error();
    Result<OutputFile> output = OutputFile::create(options.output, {input->identity()});
    if (!output) return output.error();

    const Result<TextureFile> texture = readTextureFile(*input, options.profile);
    if (!texture) return texture.error();
    const CompressedImage& blocks = texture->image;
    const Result<Image> image = decodeTexture(blocks);
    if (!image) return inFile(options.input, image.error());
    if (Result<void> written = writePng(*output, *image, blocks.profile); !written) return written.error();
    if (Result<void> committed = output->commit(); !committed) return committed.error();

    if (options.isJson) {
        printJson({{"input", options.input},
                   {"output", options.output},
                   {"container", texture->container},
                   {"width", blocks.width},
                   {"height", blocks.height},
                   {"footprint", formatFootprint(blocks.footprint)},
                   {"profile", formatProfile(blocks.profile)},
                   {"bytes", output->writtenBytes()}});
    } else if (!options.isQuiet) {
        printField("texture", fmt::format("{}: {}, {} blocks, {}, {}", options.input, texture->container,
                                          formatFootprint(blocks.footprint), formatSize(blocks.width, blocks.height),
                                          formatProfile(blocks.profile)));
        printField("picture", fmt::format("{}: PNG, {} bytes", options.output, output->writtenBytes()));
    }
    return ExitCode::Success;
}

} // namespace astcslang::cli
