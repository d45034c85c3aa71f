#pragma once

#include <string>

namespace latido::bench {

// The invoice that every figure about invoices speaks of: 5 lines, 2 tax rates, no allowances.
std::string issue_command(const std::string& tenant, const std::string& key);  // Cap'n Proto bytes
std::string create_series_command(const std::string& tenant);
std::string create_customer_command(const std::string& tenant);

}  // namespace latido::bench
