#include "comandos/domain/decide.h"

namespace latido::domain {

Result<CustomerCreated> decide(const CreateCustomer& command,
                               const std::optional<Customer>& existing) {
  if (existing) {
    return reject(Code::duplicate_customer,
                  "customerId",
                  "There is a customer " + command.customer.customer_id + " already.");
  }
  return CustomerCreated{command.customer};
}

}  // namespace latido::domain
