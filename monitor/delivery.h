#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace latido::monitor {

// One delivery of a text; both wait, at most for the patience. Empty: it was taken. Else why not.

// Runs the command and gives it the text on its standard input; taken where it ends with exit code
// 0.
std::string deliver_to_command(const std::vector<std::string>& words,
                               const std::string& text,
                               std::chrono::seconds patience);

// Posts the text as application/json; taken where the answer is of the 2xx. libcurl is loaded at
// the first use: a monitor without webhooks does not carry it.
std::string deliver_to_url(const std::string& url,
                           const std::string& text,
                           std::chrono::seconds patience);

}  // namespace latido::monitor
