#pragma once

#include "common/wire/command_codec.h"

#include <span>
#include <string>

#include <gtest/gtest.h>

// Commands as JSON, and what reading them gives.
namespace latido::wire::test {

// {"tenant":..., "key":..., `command`: {`fields`}}, all but the first fields given without braces.
inline std::string command(const std::string& name,
                           const std::string& fields,
                           const std::string& envelope = "") {
  return R"({"tenant":"acme","key":"k-1",)" + envelope + "\"" + name + "\":{" + fields + "}}";
}

template <class T>
T read_as(const std::string& payload) {
  const auto request = read_command(payload);
  if (!request) {
    ADD_FAILURE() << payload << "\n" << request.error().field << ": " << request.error().message;
    return {};
  }
  const auto* command = std::get_if<domain::Command>(&request->body);
  const auto* read = command == nullptr ? nullptr : std::get_if<T>(command);
  if (read == nullptr) ADD_FAILURE() << "another command than was sent: " << payload;
  return read == nullptr ? T{} : *read;
}

struct Refused {
  std::string payload;
  Code code;
  std::string field;
};

inline void expect_refused(std::span<const Refused> table) {
  for (const auto& row : table) {
    const auto request = read_command(row.payload);
    ASSERT_FALSE(request) << row.payload;
    const auto& refusal = request.error();
    EXPECT_EQ(code_name(refusal.code), code_name(row.code)) << row.payload << refusal.message;
    EXPECT_EQ(refusal.field, row.field) << row.payload;
    EXPECT_FALSE(refusal.message.empty()) << row.payload;
  }
}

}  // namespace latido::wire::test
