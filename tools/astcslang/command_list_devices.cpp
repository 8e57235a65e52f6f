// SPDX-License-Identifier: Apache-2.0
// `astcslang --list-devices`: every Vulkan device, and why one is not used.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "report.h"

namespace astcslang::cli {

Result<ExitCode> runListDevices(const Options& options) {
    const Result<std::vector<DeviceInfo>> devices = listDevices();
    if (!devices) return devices.error();
    if (options.isJson) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const DeviceInfo& device : *devices) list.push_back(deviceToJson(device));
        printJson({{"devices", list}});
        return ExitCode::Success;
    }
    for (const DeviceInfo& device : *devices) {
        fmt::print("{}: {} ({}, {}){}\n", device.index, device.name, device.isCpu ? "software" : "GPU", device.driver,
                   device.isUsable ? "" : fmt::format(", not usable: {}", device.unusableBecause));
    }
    return ExitCode::Success;
}

} // namespace astcslang::cli
