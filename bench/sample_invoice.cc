#include "bench/sample_invoice.h"

#include "common/wire/message.h"

#include <capnp/message.h>

#include "schema/commands.capnp.h"

namespace latido::bench {
namespace {

constexpr unsigned kLines = 5;

schema::Command::Builder init(capnp::MallocMessageBuilder& message,
                              const std::string& tenant,
                              const std::string& key) {
  auto command = message.initRoot<schema::Command>();
  command.setTenant(tenant);
  command.setKey(key);
  return command;
}

}  // namespace

std::string issue_command(const std::string& tenant, const std::string& key) {
  capnp::MallocMessageBuilder message;
  auto issue = init(message, tenant, key).initIssueInvoice();
  issue.setSeries("B");
  issue.setCustomerId("customer-1");
  issue.setCurrency("EUR");
  issue.setTermsDays(30);
  auto lines = issue.initLines(kLines);
  for (unsigned i = 0; i < kLines; ++i) {
    lines[i].setName("Article number " + std::to_string(i + 1));
    lines[i].setQuantity(std::to_string(i + 1));
    lines[i].setUnitPrice("12.345");
    auto tax = lines[i].initTax();
    tax.setCategory("S");
    tax.setPercent(i % 2 == 0 ? "19" : "7");
  }
  return wire::to_bytes(message);
}

std::string create_series_command(const std::string& tenant) {
  capnp::MallocMessageBuilder message;
  auto series = init(message, tenant, "bench-series").initCreateSeries();
  series.setSeries("B");
  series.setPrefix("B-");
  return wire::to_bytes(message);
}

std::string create_customer_command(const std::string& tenant) {
  capnp::MallocMessageBuilder message;
  auto customer = init(message, tenant, "bench-customer").initCreateCustomer();
  customer.setCustomerId("customer-1");
  customer.setName("A customer with a name");
  return wire::to_bytes(message);
}

}  // namespace latido::bench
