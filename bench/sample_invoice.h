#pragma once

#include <string>

namespace latido::bench {

// The invoice that every figure about invoices speaks of: 5 lines, 2 tax rates, no allowances.
struct SampleInvoice {
  std::string key;
  int customer = 1;  // as create_customer_command() numbers them
  std::string reference;
};

// Commands as Cap'n Proto bytes.
std::string issue_command(const std::string& tenant, const SampleInvoice& invoice);
std::string create_series_command(const std::string& tenant);
std::string create_customer_command(const std::string& tenant, int number);

}  // namespace latido::bench
