#include "tests/unit/db/support/lively_books.h"

#include "tests/unit/db/support/sample.h"

#include <stdexcept>

namespace latido::db::test {

using namespace domain;

namespace {

constexpr std::int64_t kDay = 86'400'000;

class Book {
 public:
  explicit Book(WriteStore& store) : store_(store), tenant_(open_books(store)) {}

  LivelyBooks write() {
    store_.begin(kNow);
    LivelyBooks books{.tenant = tenant_};
    open(books);
    invoices(books);
    drafts(books);
    money(books);
    close(books);
    if (store_.commit() != CommitOutcome::durable) throw std::runtime_error("no lively books");
    return books;
  }

 private:
  std::int64_t record(const Event& event) { return append(store_, tenant_, event, now_); }

  void open(LivelyBooks& books) {
    record(SellerSet{{.name = "Seller", .tax_id = "DE9", .address = {}}});
    record(PolicySet{{.rounding_profile = RoundingProfile::per_line, .void_forbidden = false}});
    open_credit_series(store_, tenant_);
    auto until_25000 = series("Z", "Z-");
    until_25000.valid_to = Date{25'000};
    record(until_25000);
    record(RangeExtended{"Z", 200'000, Date{30'000}, "AUTH-2"});
    record(SeriesClosed{"Z"});
    record(CustomerCreated{customer("C2")});
    books.product = record(ProductCreated{{"P", "Product", "C62"}});
    record(PriceCreated{{"PR", "P", kEuro, Decimal{1}, Decimal{Decimal::kOne}, "VAT"}});
    books.tax_code = record(TaxRateDefined{"VAT", kTax19, Date{0}});
    record(TaxRateDefined{"VAT", kTax19, Date{15'000}});
  }

  std::int64_t issue_with_tax_code() {
    auto one = invoice(store_.find_series(tenant_, "S").value());
    one.lines[0].tax_code = "VAT";
    one.lines[0].price_id = "PR";
    return record(InvoiceIssued{one});
  }

  void invoices(LivelyBooks& books) {
    books.invoice = issue_with_tax_code();
    record(InvoiceIssued{rich_invoice(store_.find_series(tenant_, "S").value())});
    void_it(store_, tenant_, issue(store_, tenant_, {.prepaid = 100, .rounding = 3}));
    books.written_off = issue(store_, tenant_);
    record(InvoiceWrittenOff{books.written_off, "gone"});
    record(InvoiceRecovered{books.written_off, "back"});
    record(InvoiceWrittenOff{books.written_off, "gone again"});
    books.credit_note = record(CreditNoteIssued{
        credit_note(store_, tenant_, {.invoice = books.invoice, .net = 1'000, .applied = 900})});
  }

  void drafts(LivelyBooks& books) {
    IssueInvoice content;
    content.customer_id = "C1";
    content.currency = kEuro;
    record(DraftDeleted{record(DraftCreated{content})});
    books.draft = record(DraftCreated{content});
    content.customer_id = "C2";
    record(DraftChanged{books.draft, content});
    auto one = invoice(store_.find_series(tenant_, "S").value(), {.customer_id = "C2", .net = 300});
    one.draft = books.draft;
    books.draft_invoice = record(InvoiceIssued{one});
  }

  void money(LivelyBooks& books) {
    now_ = kNow + kDay;
    PaymentRecorded payment{.customer_id = "C1",
                            .amount = 5'000,
                            .currency = kEuro,
                            .received_date = Date{kToday - 3},
                            .reference = "REF",
                            .method = "card",
                            .allocations = {{books.invoice, 1'000}, {books.written_off, 500}}};
    books.payment = record(payment);
    record(PaymentAllocated{books.payment, {{books.invoice, 700}}});
    record(AllocationUndone{books.payment, {{books.invoice, 200}, {books.written_off, 100}}});
    record(PaymentRefunded{books.payment, 300, "R-1", "wrong"});
    payment.reference = "REF-2";
    record(PaymentReversed{record(payment), "bounced"});
    record(BalanceAdjusted{"C1", kEuro, 70, "sorry"});
    record(CreditApplied{"C1", {books.invoice, 60}});
    record(CreditUnapplied{"C1", {books.invoice, 60}});
    record(CreditApplied{"C1", {books.written_off, 50}});
  }

  void close(LivelyBooks& books) {
    now_ = kNow + 2 * kDay;
    auto changed = customer("C1");
    changed.name = "New name";
    record(CustomerUpdated{changed});
    record(CustomerArchived{"C2"});
    record(PriceArchived{"PR"});
    record(ProductArchived{"P"});
    record(TaxRateRetired{"VAT", Date{40'000}});
    books.last = record(PeriodClosed{Date{kToday - 10}});
  }

  WriteStore& store_;
  TenantId tenant_;
  std::int64_t now_ = kNow;
};

}  // namespace

LivelyBooks write_lively_books(WriteStore& store) { return Book(store).write(); }

}  // namespace latido::db::test
