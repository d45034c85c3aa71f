#pragma once

#include <cstddef>
#include <string>

namespace latido::bench {

// The floor: a bare ROUTER/DEALER proxy, for ever.
void run_proxy(const std::string& front, const std::string& back);

// Behind the proxy: sends every message back as it came, for ever.
void run_plain_echo(const std::string& endpoint);

// Behind the broker: a worker that answers each request with its own body, for ever.
void run_worker_echo(const std::string& broker, const std::string& service);

}  // namespace latido::bench
