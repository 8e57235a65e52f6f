// SPDX-License-Identifier: Apache-2.0
// OpenEXR goes back to the table of its lines when all are written, which an output that may be a pipe cannot: the file
// is made in memory.

#include <cstring>
#include <exception>

#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfIO.h>
#include <ImfOutputFile.h>
#include <ImfStandardAttributes.h>

#include "image_writer.h"

namespace astcslang::cli {
namespace {

class MemoryStream : public Imf::OStream {
public:
    explicit MemoryStream(std::vector<uint8_t>& bytes) : OStream("memory"), bytes_(bytes) {}
    void write(const char* source, int count) override {
        const size_t end = place_ + static_cast<size_t>(count);
        if (end > bytes_.size()) bytes_.resize(end);
        std::memcpy(&bytes_[place_], source, static_cast<size_t>(count));
        place_ = end;
    }
    uint64_t tellp() override { return place_; }
    void seekp(uint64_t place) override { place_ = place; }

private:
    std::vector<uint8_t>& bytes_;
    size_t place_ = 0;
};

void encodeExr(const Picture& picture, uint8_t primaries, std::vector<uint8_t>& bytes) {
    const auto& samples = std::get<std::vector<float>>(picture.samples);
    Imf::Header header(static_cast<int>(picture.width), static_cast<int>(picture.height));
    header.compression() = Imf::ZIP_COMPRESSION;
    if (const Chromaticities* known = chromaticitiesOf(primaries)) {
        const auto place = [&](size_t i) {
            return Imath::V2f(static_cast<float>((*known)[i]), static_cast<float>((*known)[i + 1]));
        };
        Imf::addChromaticities(header, {place(0), place(2), place(4), place(6)});
    }
    Imf::FrameBuffer frame;
    const char* const names[] = {"R", "G", "B", "A"};
    for (size_t channel = 0; channel < (picture.hasAlpha ? 4u : 3u); ++channel) {
        header.channels().insert(names[channel], Imf::Channel(Imf::FLOAT));
        // OpenEXR only reads what it is asked to write.
        char* first = reinterpret_cast<char*>(const_cast<float*>(&samples[channel]));
        frame.insert(names[channel],
                     Imf::Slice(Imf::FLOAT, first, 4 * sizeof(float), 4 * sizeof(float) * picture.width));
    }
    MemoryStream stream(bytes);
    Imf::OutputFile output(stream, header);
    output.setFrameBuffer(frame);
    output.writePixels(static_cast<int>(picture.height));
}

} // namespace

Result<void> writeExr(OutputFile& file, const Picture& picture, uint8_t primaries) {
    std::vector<uint8_t> bytes;
    try {
        encodeExr(picture, primaries, bytes);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory for OpenEXR"};
    } catch (const std::exception& error) {
        return Error{ErrorCode::OutOfMemory, std::string("OpenEXR: ") + error.what()};
    }
    return file.write(bytes);
}

} // namespace astcslang::cli
