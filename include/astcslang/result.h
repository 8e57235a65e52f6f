// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or an Error, with the member names of std::expected (which C++20 lacks).

#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace astcslang {

/// Why a call failed. The command line maps each code to an exit status.
enum class ErrorCode : uint8_t {
    InvalidArgument, ///< An option or argument is outside its documented range.
    Io,              ///< A file could not be opened, read, written or renamed.
    InvalidData,     ///< Bytes that should be a picture or a texture are not one.
    Unsupported,     ///< Legal input that this version does not handle (HDR, 3D blocks).
    DeviceNotFound,  ///< No Vulkan driver, or no device that meets the requirements.
    DeviceFailure,   ///< A Vulkan call failed; `Error::native` is its VkResult.
    OutOfMemory,     ///< Host or device memory is exhausted.
    Cancelled,       ///< The progress callback asked to stop.
};

struct Error {
    ErrorCode code = ErrorCode::InvalidArgument;
    std::string message; ///< One sentence for a person, without a trailing newline.
    int32_t native = 0;  ///< VkResult for device errors, errno for Io, else 0.
};

/// A `T` or an `Error`. Reading `value()` of a failed result is a contract violation (assert).
template <typename T> class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & {
        assert(has_value());
        return *std::get_if<0>(&state_);
    }
    const T& value() const& {
        assert(has_value());
        return *std::get_if<0>(&state_);
    }
    T&& value() && {
        assert(has_value());
        return std::move(*std::get_if<0>(&state_));
    }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    Error& error() & {
        assert(!has_value());
        return *std::get_if<1>(&state_);
    }
    const Error& error() const& {
        assert(!has_value());
        return *std::get_if<1>(&state_);
    }
    Error&& error() && {
        assert(!has_value());
        return std::move(*std::get_if<1>(&state_));
    }

private:
    std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)), failed_(true) {}

    bool has_value() const { return !failed_; }
    explicit operator bool() const { return !failed_; }
    const Error& error() const& {
        assert(failed_);
        return error_;
    }
    Error&& error() && {
        assert(failed_);
        return std::move(error_);
    }

private:
    Error error_;
    bool failed_ = false;
};

} // namespace astcslang
