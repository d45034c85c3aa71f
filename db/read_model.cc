#include "db/read_model.h"

#include "common/money/date.h"
#include "db/ledger.h"
#include "db/read_model_catalogue.h"
#include "db/read_model_customers.h"
#include "db/read_model_documents.h"
#include "db/read_model_drafts.h"
#include "db/read_model_invoices.h"
#include "db/read_model_payments.h"
#include "db/read_model_policy.h"
#include "db/read_model_series.h"
#include "db/read_model_shared.h"

#include <variant>

namespace latido::db {

// Each subject has its own part; the call finds the part that knows the event.
class ReadModel::Parts {
 public:
  explicit Parts(Connection& db)
      : shared(db),
        customers(shared),
        policy(shared),
        catalogue(shared),
        series(shared),
        drafts(shared),
        documents(shared),
        invoices(shared),
        payments(shared, invoices) {}

  void apply(Moment when, const domain::Event& event) {
    std::visit([&](const auto& one) { find_part(when, one); }, event);
  }

 private:
  template <class One>
  void find_part(Moment when, const One& event) {
    apply_first(
        when, event, customers, policy, catalogue, series, drafts, documents, invoices, payments);
  }

  template <class One, class Part, class... Others>
  static void apply_first(Moment when, const One& event, Part& part, Others&... others) {
    if constexpr (requires { part.apply(when, event); }) {
      part.apply(when, event);
    } else {
      apply_first(when, event, others...);
    }
  }

  ReadModelShared shared;
  CustomerRows customers;
  PolicyRows policy;
  CatalogueRows catalogue;
  SeriesRows series;
  DraftRows drafts;
  DocumentWriter documents;
  InvoiceMoves invoices;
  PaymentRows payments;
};

ReadModel::ReadModel(Connection& db) : parts_(std::make_unique<Parts>(db)) {}
ReadModel::~ReadModel() = default;

void ReadModel::apply(std::int64_t key,
                      const domain::Event& event,
                      std::int64_t recorded_at_unix_ms) {
  parts_->apply({.key = key, .day = date_of_unix_ms(recorded_at_unix_ms).days}, event);
}

}  // namespace latido::db
