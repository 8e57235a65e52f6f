// SPDX-License-Identifier: Apache-2.0
// Answers that no driver here gives: another function in the place of the driver's.

#pragma once

#include <type_traits>
#include <utility>

#include "gpu/device.h"

namespace astcslang::gpu {

/// Puts a function into the table of `device` for the life of the object, of which there is one at a time.
template <auto kMember> class DriverFunction {
public:
    using Function = std::remove_cvref_t<decltype(std::declval<VolkDeviceTable&>().*kMember)>;
    static inline Function driver = nullptr; ///< What it stands in for.

    DriverFunction(const Device& device, Function function)
        : place_(const_cast<VolkDeviceTable&>(device.vk()).*kMember) {
        driver = std::exchange(place_, function);
    }
    ~DriverFunction() { place_ = driver; }
    DriverFunction(const DriverFunction&) = delete;
    DriverFunction& operator=(const DriverFunction&) = delete;

private:
    Function& place_;
};

} // namespace astcslang::gpu
