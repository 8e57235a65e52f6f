// SPDX-License-Identifier: Apache-2.0
// The pictures that a texture is made of, in its order: one a file, or those of one file that holds several.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "image_reader.h"
#include "input_file.h"
#include "picture_shape.h"
#include "texture_options.h"

namespace astcslang::cli {

class PictureInputs {
public:
    /// Files are opened to see that they are there, and closed until they are read; pipes stay open.
    static Result<PictureInputs> open(const std::vector<std::string>& paths);
    std::vector<FileIdentity> identities() const { return identities_; }

    /// Pictures that will be read: the number of files, until take().
    uint64_t count() const { return taken_ ? taken_->pictureCount() : files_.size(); }
    /// The picture as its file has it. Fails with InvalidArgument where one of several files has layers or faces; a
    /// warning tells that only the largest of its levels is taken.
    Result<Picture> read(uint64_t picture, const ReadOptions& options);
    /// Its file's name, with the place in it where that has several.
    std::string nameOf(uint64_t picture) const;

    /// Goes on with these levels, layers and faces of the only file, whose first picture has been read.
    void take(const PictureShape& shape);

private:
    struct File {
        std::string path;
        std::optional<InputFile> open; ///< Where it cannot be opened again.
    };

    /// The file's bytes; supercompressed uncompressed KTX2 is unpacked, once for all of its pictures.
    Result<std::vector<uint8_t>> readFile(File& file, const ReadOptions& options);
    TexturePlace placeOf(uint64_t picture) const;

    std::vector<File> files_;
    std::vector<FileIdentity> identities_;
    std::optional<PictureShape> taken_; ///< Of the only file.
    std::vector<uint8_t> bytes_;        ///< Of the only file, while more pictures may be read from it.
};

/// Settles what a texture has of the levels, layers and faces of the only file that it is made of, and tells the
/// options so. `isOnePicture` is whether the output has no room for more than that. A warning goes to `picture`, the
/// first of the file. Fails with InvalidArgument where options ask for what the file does not have.
Result<PictureShape> takeShape(TextureOptions& options, bool isOnePicture, bool isResized, Picture& picture);

} // namespace astcslang::cli
