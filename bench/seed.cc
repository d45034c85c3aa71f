#include "bench/seed.h"

#include "comandos/domain/decide.h"
#include "common/wire/event_codec.h"
#include "db/store.h"

#include <deque>
#include <optional>
#include <stdexcept>

namespace latido::bench {
namespace {

using namespace domain;

constexpr Currency kEuro{{'E', 'U', 'R'}, 2};
constexpr std::int64_t kPerTurn = 1'000;
constexpr std::int32_t kFirstDay = 19'000;  // 2022-01-08
constexpr std::int32_t kTermsDays = 30;
constexpr std::int64_t kMsPerDay = 86'400'000;
constexpr int kLines = 5;

struct NoCatalogue final : Catalogue {
  std::optional<PriceState> price(const std::string&) override { return std::nullopt; }
  std::optional<TaxRateState> tax_rate(const std::string&) override { return std::nullopt; }
};

std::string customer_id(std::int64_t number) { return "customer-" + std::to_string(number); }

IssueInvoice invoice_for(const std::string& customer, Date day, std::int64_t number) {
  IssueInvoice command;
  command.series = "B";
  command.customer_id = customer;
  command.issue_date = day;
  command.terms_days = kTermsDays;
  command.currency = kEuro;
  for (int n = 1; n <= kLines; ++n) {
    Line line;
    line.name = "Article number " + std::to_string(n);
    line.quantity = Decimal{n * Decimal::kOne};
    line.unit_code = "C62";
    line.unit_price = Decimal{(10 + number % 90) * Decimal::kOne + 345'000'000};
    line.tax = {TaxCategory::s, Rate{n % 2 == 1 ? 190'000 : 70'000}};
    command.lines.push_back(line);
  }
  return command;
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error("the generator was refused: " + result.error().message);
  return std::move(*result);
}

// Books in the making: one turn is open at any time.
class Books {
 public:
  explicit Books(const SeedOptions& options) : options_(options), store_({options.store}) {
    begin(kFirstDay);
    tenant_ = store_.intern_tenant(options.tenant);
  }

  void open() {
    for (std::int64_t n = 1; n <= options_.customers; ++n) {
      append(CustomerCreated{{.customer_id = customer_id(n),
                              .name = "A customer with a name",
                              .tax_id = "DE123456789",
                              .address = {"1 High Street", "Springfield", "12345", "DE"}}});
    }
    const auto series = must(decide(
        CreateSeries{
            .series = "B", .prefix = "B-", .last_number = 999'999'999, .authorization = ""},
        std::nullopt,
        {}));
    append(series);
    series_ = evolve(series);
  }

  void issue(std::int64_t number, Date day) {
    const auto customer =
        store_.find_customer(tenant_, customer_id(1 + number % options_.customers));
    NoCatalogue none;
    const auto event = must(decide(
        invoice_for(customer->customer.customer_id, day, number),
        {.series = series_, .customer = customer, .books = {}, .catalogue = none, .today = day}));
    const auto position = append(event);
    series_ = evolve(std::move(*series_), event);
    if (day.days % 10 != 0) {
      unpaid_.push_back(
          {position, day, customer->customer.customer_id, event.invoice.totals.payable()});
    }
  }

  // Those that have been out for 30 days.
  void take_payments(Date today) {
    while (!unpaid_.empty() && unpaid_.front().day.days + kTermsDays <= today.days) {
      const auto& one = unpaid_.front();
      append(PaymentRecorded{.customer_id = one.customer_id,
                             .amount = one.payable,
                             .currency = kEuro,
                             .received_date = today,
                             .reference = "",
                             .method = "transfer",
                             .allocations = {{one.position, one.payable}}});
      unpaid_.pop_front();
    }
  }

  void next_turn(Date today) {
    end();
    begin(today.days);
  }

  void end() {
    if (store_.commit() != db::CommitOutcome::durable) throw std::runtime_error("not durable");
    store_.checkpoint_if_due();
  }

 private:
  struct Unpaid {
    std::int64_t position;
    Date day;
    std::string customer_id;
    Minor payable;
  };

  void begin(std::int32_t day) { recorded_at_ = store_.begin(day * kMsPerDay); }

  std::int64_t append(const Event& event) {
    const wire::RecordedEvent recorded{recorded_at_, "seed", event};
    return store_.append(tenant_, event, wire::encode_event(recorded), recorded_at_);
  }

  SeedOptions options_;
  db::WriteStore store_;
  db::TenantId tenant_ = 0;
  std::int64_t recorded_at_ = 0;
  std::optional<SeriesState> series_;
  std::deque<Unpaid> unpaid_;
};

}  // namespace

void seed(const SeedOptions& options) {
  Books books(options);
  books.open();
  for (std::int64_t number = 0; number < options.invoices; ++number) {
    const Date today{kFirstDay + static_cast<std::int32_t>(number / options.customers)};
    if (number % options.customers == 0 || number % kPerTurn == 0) {
      books.next_turn(today);
      books.take_payments(today);
    }
    books.issue(number, today);
  }
  books.end();
}

}  // namespace latido::bench
