#pragma once

#include "clients/cpp/client.h"

#include <string>

namespace latido::command {

// "SERIES_EXHAUSTED (series): The series has no number left." Pure.
std::string refusal_text(const client::Refusal& refusal);

// The same for an answer to a command. Where it leaves the outcome open, how to find out: running
// it again as it is meets the same refusal. `key`: empty for a query. Pure.
std::string refusal_text(const client::Refusal& refusal, const std::string& key);

// Why there is no answer, what it means for the request, and what to do. `key`: of a command; empty
// for a query. Pure.
std::string failure_text(const client::Failure& failure,
                         const std::string& endpoint,
                         const std::string& key);

}  // namespace latido::command
