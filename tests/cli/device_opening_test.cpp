// SPDX-License-Identifier: Apache-2.0
// If these fail, a run takes the time of its device and of its picture one after the other, or leaves a file behind
// where it is stopped before its device is there. The device is one whose driver never comes: its library is a pipe.

#include <csignal>

#include <gtest/gtest.h>

#include "command.h"
#include "named_pipe.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;

class DeviceOpening : public testing::Test {
protected:
    TemporaryFolder folder;
    NamedPipe driver{folder.path("driver.so")};
    CommandSetup setup;

    void SetUp() override {
        const std::string text = R"({"file_format_version": "1.0.0", "ICD": {"library_path": ")" + driver.path() +
                                 R"(", "api_version": "1.2.0"}})";
        const std::string manifest = folder.write("driver.json", Bytes(text.begin(), text.end()));
        setup.environment = {"VK_DRIVER_FILES=" + manifest, "VK_ICD_FILENAMES=" + manifest};
    }
};

TEST_F(DeviceOpening, BeginsBeforeThePictureIsReadAndHasNotToEndForThat) {
    const Bytes picture = makeTga(makeGradient(256, 256)); // more than a pipe holds that nobody reads
    NamedPipe input(folder.path("pipe.tga"));
    BackgroundCommand command({"-i", input.path(), "-o", folder.path("out.ktx2")}, setup);
    ASSERT_TRUE(input.waitForReader());
    ASSERT_TRUE(driver.waitForReader()) << "the picture is read before the device is opened";
    EXPECT_TRUE(input.send(picture)) << "the picture is read when the device is there";
}

/// While it is opened in another thread, which gets no signals.
TEST_F(DeviceOpening, EndsWithTheRunThatASignalEnds) {
    folder.write("out.ktx2", Bytes{1, 2, 3});
    NamedPipe input(folder.path("pipe.tga"));
    BackgroundCommand reading({"-i", input.path(), "-o", folder.path("out.ktx2")}, setup);
    ASSERT_TRUE(input.waitForReader() && folder.waitForHiddenFiles(1) && driver.waitForReader());
    reading.sendSignal(SIGTERM);
    EXPECT_EQ(reading.wait().signal, SIGTERM);
    EXPECT_EQ(folder.read("out.ktx2"), (Bytes{1, 2, 3}));
    EXPECT_EQ(folder.names(), (Names{"driver.json", "driver.so", "out.ktx2", "pipe.tga"}));
}

/// When the picture has been read, and nothing is left to do but to wait.
TEST_F(DeviceOpening, EndsWithARunThatWaitsForIt) {
    const std::string picture = folder.write("a.tga", makeTga(makeGradient(8, 8)));
    BackgroundCommand waiting({"-i", picture, "-o", folder.path("out.ktx2")}, setup);
    ASSERT_TRUE(driver.waitForReader());
    EXPECT_TRUE(folder.waitForHiddenFiles(1));
    waiting.sendSignal(SIGINT);
    EXPECT_EQ(waiting.wait().signal, SIGINT);
    EXPECT_EQ(folder.names(), (Names{"a.tga", "driver.json", "driver.so"}));
}

} // namespace
} // namespace astcslang::test
