#include "common/wire/fields.h"
#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/past_account.h"
#include "consultas/queries/queries.h"

namespace latido::consultas {

Checked customer_balance(const Scope& scope, schema::CustomerBalance::Reader in, Answer reply) {
  std::string customer_id;
  LATIDO_TRY(customer_id, wire::check_customer_id(wire::view(in.getCustomerId())));
  LATIDO_CHECK(find_customer(scope, customer_id));
  std::vector<db::CurrencyBalance> balances;
  if (scope.of_the_past()) {
    LATIDO_TRY(balances, balances_at(scope, customer_id));
  } else {
    balances = scope.store.balances(scope.tenant, customer_id, scope.today).value();
  }
  auto out = reply.initBalances().initBalances(static_cast<unsigned>(balances.size()));
  for (unsigned i = 0; i < balances.size(); ++i) {
    const auto& one = balances[i];
    out[i].setCurrency(std::string(one.currency.text()));
    out[i].setReceivable(to_text(one.receivable, one.currency));
    out[i].setOverdue(to_text(one.overdue, one.currency));
    out[i].setCredit(to_text(one.credit, one.currency));
    out[i].setBalance(to_text(one.receivable - one.credit, one.currency));
  }
  return {};
}

}  // namespace latido::consultas
