#include "tests/unit/consultas/books.h"

#include "comandos/domain/printed_number.h"
#include "common/wire/event_codec.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace latido::consultas::test {

using namespace domain;

namespace {

constexpr std::int64_t kMinuteMs = 60'000;

std::int64_t scale_of(Currency currency) {
  std::int64_t scale = 1;
  for (int i = 0; i < currency.exponent; ++i) scale *= 10;
  return scale;
}

// One line and its tax.
Invoice document(const SeriesState& series, const CustomerState& customer, const InvoiceParts& p) {
  Invoice i;
  i.series = series.series;
  i.sequence = series.next_number;
  i.number = printed_number(series.prefix, series.digits, series.next_number);
  i.customer = customer.customer;
  i.customer_version = customer.version;
  i.issue_date = day(p.date);
  i.due_date = day(p.due);
  i.currency = p.currency;
  i.lines = {{.name = "Work",
              .quantity = Decimal{Decimal::kOne},
              .unit_code = "C62",
              .unit_price = Decimal{p.net * (Decimal::kOne / scale_of(p.currency))},
              .tax = kTax19,
              .allowances_charges = {},
              .amount = p.net,
              .price_id = {},
              .tax_code = p.tax_code}};
  i.taxes = {{kTax19, p.net, p.net / 100 * 19}};
  i.totals.line_total = p.net;
  i.totals.tax_total = p.net / 100 * 19;
  i.reference = p.reference;
  return i;
}

}  // namespace

Date day(std::string_view text) { return parse_date(text, "day").value(); }

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "latido-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the test");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Books::Books() {
  series("A", DocumentKind::invoice);
  series("CN", DocumentKind::credit_note);
  customer("C");
  append_to("other", CustomerCreated{{.customer_id = "O", .name = "Other"}});
}

std::int64_t Books::append_to(std::string_view tenant, const Event& event) {
  now_unix_ms_ = store_.begin(now_unix_ms_ + kMinuteMs);
  const auto id = store_.intern_tenant(tenant);
  const auto payload = wire::encode_event({now_unix_ms_, "ann", event});
  const auto position = store_.append(id, event, payload, now_unix_ms_);
  if (store_.commit() != db::CommitOutcome::durable) throw std::runtime_error("not committed");
  return position;
}

std::int64_t Books::append(const Event& event) {
  const auto position = append_to("acme", event);
  times_.push_back(now_unix_ms_);
  return position;
}

std::int64_t Books::recorded_at(std::int64_t position) const {
  return times_.at(static_cast<std::size_t>(position));
}

std::int64_t Books::customer(const std::string& id) {
  return append(CustomerCreated{
      {.customer_id = id,
       .name = "Customer " + id,
       .tax_id = "DE1",
       .address = {.street = "1 Road", .city = "Town", .postal_code = "123", .country = "DE"}}});
}

std::int64_t Books::series(const std::string& name, DocumentKind kind) {
  return append(
      SeriesCreated{.series = name, .prefix = name + "-", .last_number = 99'999, .kind = kind});
}

Invoice Books::next_invoice(const InvoiceParts& parts) {
  const auto tenant = store_.find_tenant("acme").value();
  return document(store_.find_series(tenant, "A").value(),
                  store_.find_customer(tenant, parts.customer).value(),
                  parts);
}

std::int64_t Books::issue(const InvoiceParts& parts) {
  return append(InvoiceIssued{next_invoice(parts)});
}

void Books::issue_many(int count) {
  now_unix_ms_ = store_.begin(now_unix_ms_ + kMinuteMs);
  for (int i = 0; i < count; ++i) {
    const Event event = InvoiceIssued{next_invoice({.net = 100})};
    store_.append(store_.find_tenant("acme").value(),
                  event,
                  wire::encode_event({now_unix_ms_, "ann", event}),
                  now_unix_ms_);
    times_.push_back(now_unix_ms_);
  }
  if (store_.commit() != db::CommitOutcome::durable) throw std::runtime_error("not committed");
}

std::int64_t Books::credit(const CreditNoteParts& parts) {
  const auto tenant = store_.find_tenant("acme").value();
  const auto invoice = store_.find_invoice(tenant, parts.invoice).value();
  CreditNote note;
  note.document = document(store_.find_series(tenant, "CN").value(),
                           store_.find_customer(tenant, invoice.customer_id).value(),
                           {.customer = invoice.customer_id,
                            .net = parts.net,
                            .currency = invoice.currency,
                            .date = parts.date,
                            .due = parts.date});
  note.invoice = parts.invoice;
  note.reason = "returned";
  note.applied = parts.applied;
  note.of_lines = {{1, Decimal{Decimal::kOne}}};
  return append(CreditNoteIssued{note});
}

std::int64_t Books::pay(const PaymentParts& parts) {
  return append(PaymentRecorded{.customer_id = parts.customer,
                                .amount = parts.amount,
                                .currency = parts.currency,
                                .received_date = day(parts.date),
                                .reference = parts.reference,
                                .method = "transfer",
                                .allocations = parts.allocations});
}

std::int64_t Books::void_it(std::int64_t invoice) {
  return append(InvoiceVoided{.invoice = invoice, .reason = "wrong"});
}

std::int64_t Books::write_off(std::int64_t invoice) {
  return append(InvoiceWrittenOff{.invoice = invoice, .reason = "gone"});
}

std::string Books::ask(const std::string& body,
                       const std::string& tenant,
                       std::int64_t now_unix_ms) {
  const messaging::Request request{"t", {R"({"tenant":")" + tenant + R"(",)" + body + "}"}};
  return service_.answer(request, now_unix_ms).back();
}

std::string field(const std::string& json, const std::string& name) {
  const auto found = fields(json, name);
  return found.substr(0, found.find(' '));
}

std::string fields(const std::string& json, const std::string& name) {
  const auto start = "\"" + name + "\":\"";
  std::string found;
  for (auto at = json.find(start); at != std::string::npos; at = json.find(start, at + 1)) {
    const auto from = at + start.size();
    found += json.substr(from, json.find('"', from) - from) + " ";
  }
  return found;
}

}  // namespace latido::consultas::test
