#include "comandos/domain/decide.h"
#include "comandos/domain/refusals.h"

namespace latido::domain {
namespace {

Guard refuse_change(const std::string& customer_id,
                    const std::optional<CustomerState>& existing,
                    std::uint32_t expected_version) {
  if (auto refusal = refuse_customer(customer_id, existing)) return refusal;
  return refuse_version(expected_version, existing->version);
}

}  // namespace

Result<CustomerCreated> decide(const CreateCustomer& command,
                               const std::optional<CustomerState>& existing) {
  if (existing) {
    return reject(Code::duplicate_customer,
                  "customerId",
                  "There is a customer " + command.customer.customer_id + " already.");
  }
  return CustomerCreated{command.customer};
}

Result<CustomerUpdated> decide(const UpdateCustomer& command,
                               const std::optional<CustomerState>& existing) {
  const auto& id = command.customer.customer_id;
  if (auto refusal = refuse_change(id, existing, command.expected_version)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return CustomerUpdated{command.customer};
}

Result<CustomerArchived> decide(const ArchiveCustomer& command,
                                const std::optional<CustomerState>& existing) {
  const auto& id = command.customer_id;
  if (auto refusal = refuse_change(id, existing, command.expected_version)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return CustomerArchived{id};
}

}  // namespace latido::domain
