#include "clients/cpp/command/show_availability.h"

#include "clients/cpp/command/text_of.h"

#include <array>
#include <cstdio>

namespace latido::command {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::uint32_t kToday = 24;  // hours

std::string in_two(std::int64_t ms,
                   std::int64_t big,
                   const char* big_name,
                   std::int64_t small,
                   const char* small_name) {
  return std::to_string(ms / big) + big_name + std::to_string(ms % big / small) + small_name;
}

std::int64_t known_ms(schema::AvailabilityWindow::Reader window) {
  return std::int64_t{window.getUpMs()} + window.getDegradedMs() + window.getDownMs();
}

std::string window_text(std::uint32_t hours) {
  return hours > kToday && hours % kToday == 0 ? std::to_string(hours / kToday) + " d"
                                               : std::to_string(hours) + " h";
}

void add_row(Table& table, const std::string& service, schema::AvailabilityWindow::Reader window) {
  const auto covered = known_ms(window) + window.getMaintenanceMs();
  table.add({service,
             window_text(window.getHours()),
             availability_text(window),
             duration_text(window.getUpMs()),
             duration_text(window.getDegradedMs()),
             duration_text(window.getDownMs()),
             duration_text(window.getMaintenanceMs()),
             duration_text(std::int64_t{window.getHours()} * kHour - covered),
             std::to_string(window.getFaults()),
             duration_text(window.getMeanDetectMs()),
             duration_text(window.getMeanRecoverMs())});
}

}  // namespace

std::string duration_text(std::int64_t ms) {
  if (ms < 0) return "";
  if (ms < kSecond) return std::to_string(ms) + " ms";
  if (ms < kMinute) return in_two(ms, kSecond, ".", kSecond / 10, " s");
  if (ms < kHour) return in_two(ms, kMinute, " m ", kSecond, " s");
  if (ms < kDay) return in_two(ms, kHour, " h ", kMinute, " m");
  return in_two(ms, kDay, " d ", kHour, " h");
}

std::string availability_text(schema::AvailabilityWindow::Reader window) {
  const auto known = known_ms(window);
  if (known == 0) return "not known";
  const auto thousandths = (known - window.getDownMs()) * 100'000 / known;
  std::array<char, 32> text{};
  std::snprintf(text.data(),
                text.size(),
                "%d.%03d %%",
                static_cast<int>(thousandths / 1000),
                static_cast<int>(thousandths % 1000));
  return text.data();
}

std::string availability_today(schema::StreamMessage::Reader message, const std::string& service) {
  for (const auto one : message.getAvailability()) {
    if (text_of(one.getService()) != service) continue;
    for (const auto window : one.getWindows()) {
      if (window.getHours() == kToday) return availability_text(window);
    }
  }
  return "";
}

std::string show_availability(schema::StreamMessage::Reader message,
                              const std::string& service,
                              Style style) {
  Table table({{"SERVICE"},
               {"OVER"},
               {"AVAILABLE", Align::right},
               {"UP", Align::right},
               {"DEGRADED", Align::right},
               {"DOWN", Align::right},
               {"MAINTENANCE", Align::right},
               {"UNKNOWN", Align::right},
               {"FAULTS", Align::right},
               {"DETECTED IN", Align::right},
               {"RECOVERED IN", Align::right}});
  for (const auto one : message.getAvailability()) {
    const auto name = text_of(one.getService());
    if (!service.empty() && name != service) continue;
    for (const auto window : one.getWindows()) add_row(table, name, window);
  }
  return table.empty() ? "" : table.text(style);
}

}  // namespace latido::command
