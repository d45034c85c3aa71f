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

// As `seed` names them.
std::string customer_id(int number) { return "customer-" + std::to_string(number); }

}  // namespace

std::string issue_command(const std::string& tenant, const SampleInvoice& invoice) {
  capnp::MallocMessageBuilder message;
  auto issue = init(message, tenant, invoice.key).initIssueInvoice();
  issue.setSeries("B");
  issue.setCustomerId(customer_id(invoice.customer));
  issue.setReference(invoice.reference);
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

std::string create_customer_command(const std::string& tenant, int number) {
  capnp::MallocMessageBuilder message;
  const auto id = customer_id(number);
  auto customer = init(message, tenant, "bench-" + id).initCreateCustomer();
  customer.setCustomerId(id);
  customer.setName("Example Trading Company Limited");
  customer.setTaxId("DE123456789");
  auto address = customer.initAddress();
  address.setStreet("1 High Street");
  address.setCity("Springfield");
  address.setPostalCode("12345");
  address.setCountry("DE");
  return wire::to_bytes(message);
}

}  // namespace latido::bench
