// What each event leaves in the tables that decisions and queries look at; the ledger's part is in
// ledger_test.cc.
#include "tests/unit/db/support/lively_books.h"
#include "tests/unit/db/support/sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace domain;
using namespace test;
using testing::ElementsAre;

class ReadModelTest : public testing::Test {
 protected:
  // The positions of the events that concern a thing.
  std::string trail(std::int64_t entity) {
    return raw.text(
        "SELECT group_concat(event_key & 1099511627775, ' ') FROM trail WHERE "
        "entity_key = (1 << 40) | " +
        std::to_string(entity));
  }

  TempFolder folder;
  WriteStore store{{folder.file()}};
  LivelyBooks books = write_lively_books(store);
  TenantId tenant = books.tenant;
  RawStore raw{folder.file()};
};

TEST_F(ReadModelTest, CountsEveryChangeOfACustomerAsAVersion) {
  auto renamed = customer("C1");
  renamed.name = "New name";
  EXPECT_EQ(store.find_customer(tenant, "C1"),
            (CustomerState{.customer = renamed, .version = 2, .archived = false}));
  EXPECT_EQ(store.find_customer(tenant, "C2"),
            (CustomerState{.customer = customer("C2"), .version = 2, .archived = true}));
  EXPECT_FALSE(store.find_customer(tenant, "C3"));
}

TEST_F(ReadModelTest, KeepsADocumentsCustomerAsItWasAtIssue) {
  const auto issued = store.find_creditable(tenant, books.invoice)->invoice;
  EXPECT_EQ(issued.customer, customer("C1"));
  EXPECT_EQ(issued.customer_version, 1U);
}

TEST_F(ReadModelTest, GivesBackTheCatalogue) {
  const Product product{"P", "Product", "C62"};
  EXPECT_EQ(store.find_product(tenant, "P"), (ProductState{product, true}));
  EXPECT_EQ(store.find_price(tenant, "PR"),
            (PriceState{.price = {"PR", "P", kEuro, Decimal{1}, Decimal{Decimal::kOne}, "VAT"},
                        .archived = true,
                        .product = product,
                        .product_archived = true}));
  EXPECT_FALSE(store.find_product(tenant, "PR"));
  EXPECT_FALSE(store.find_price(tenant, "P"));
}

TEST_F(ReadModelTest, KnowsWhenATaxCodeWasUsedLast) {
  EXPECT_EQ(store.find_tax_rate(tenant, "VAT"),
            (TaxRateState{.tax_code = "VAT",
                          .versions = {{Date{0}, kTax19}, {Date{15'000}, kTax19}},
                          .retired_after = Date{40'000},
                          .last_used = Date{kToday}}));
  EXPECT_FALSE(store.find_tax_rate(tenant, "GST"));
}

TEST_F(ReadModelTest, KnowsWhatHoldsForTheBooks) {
  EXPECT_EQ(store.books(tenant),
            (BooksState{.policy = {RoundingProfile::per_line, false},
                        .closed_through = Date{kToday - 10},
                        .has_seller = true,
                        .seller_country = {}}));
  EXPECT_EQ(store.books(open_books(store, "other")), BooksState{}) << "the defaults";
}

TEST_F(ReadModelTest, ExtendsAndClosesASeries) {
  const auto closed = store.find_series(tenant, "Z").value();
  EXPECT_EQ(closed.last_number, 200'000);
  EXPECT_EQ(closed.valid_to, Date{30'000});
  EXPECT_EQ(closed.authorization, "AUTH-2");
  EXPECT_TRUE(closed.closed);
  EXPECT_EQ(store.find_series(tenant, "K")->kind, DocumentKind::credit_note);
  EXPECT_EQ(store.find_series(tenant, "K")->next_number, 2);
}

TEST_F(ReadModelTest, KeepsADraftsContentWhereItsLastEventIs) {
  const auto draft = store.find_draft(tenant, books.draft).value();
  EXPECT_EQ(draft.status, DraftStatus::issued);
  EXPECT_EQ(draft.version, 3U);
  const auto content = std::get<DraftChanged>(decode(draft.content).event).content;
  EXPECT_EQ(content.customer_id, "C2");
  EXPECT_FALSE(store.find_draft(tenant, books.invoice));
  EXPECT_FALSE(store.find_draft(tenant, -1));
}

// 119.00; 9.00 of a credit note of 11.90 and, of a payment, 10.00 + 7.00 - 2.00.
TEST_F(ReadModelTest, KnowsWhatOfAnInvoiceIsPaidAndCredited) {
  EXPECT_EQ(store.find_invoice(tenant, books.invoice),
            (InvoiceState{.id = books.invoice,
                          .number = "A-00001",
                          .status = InvoiceStatus::open,
                          .customer_id = "C1",
                          .currency = kEuro,
                          .issue_date = Date{kToday},
                          .payable = 11'900,
                          .paid = 1'500,
                          .credited = 900}));
  EXPECT_TRUE(store.has_credit_notes(tenant, books.invoice));
  EXPECT_FALSE(store.has_credit_notes(tenant, books.written_off));
  EXPECT_FALSE(store.find_invoice(tenant, books.credit_note)) << "not an invoice";
}

TEST_F(ReadModelTest, KnowsWhatCreditNotesHaveTakenOfAnInvoice) {
  const auto state = store.find_creditable(tenant, books.invoice).value();
  EXPECT_EQ(state.state, store.find_invoice(tenant, books.invoice));
  EXPECT_THAT(state.credited_lines, ElementsAre(1'000));
  EXPECT_THAT(state.credited_units, ElementsAre(Decimal{Decimal::kOne}));
  EXPECT_THAT(state.credited_taxes, ElementsAre(TaxGroup{kTax19, 1'000, 190}));
  EXPECT_EQ(state.credited_total, 1'190);
  EXPECT_TRUE(state.has_notes);
  EXPECT_EQ(state.invoice.lines.at(0).tax_code, "VAT");
  EXPECT_FALSE(store.find_creditable(tenant, books.credit_note));
}

TEST_F(ReadModelTest, KnowsWhatAPaymentPays) {
  EXPECT_EQ(store.find_payment(tenant, books.payment),
            (PaymentState{.id = books.payment,
                          .customer_id = "C1",
                          .currency = kEuro,
                          .amount = 5'000,
                          .refunded = 300,
                          .reversed = false,
                          .allocations = {{books.invoice, 1'500}, {books.written_off, 400}}}));
  EXPECT_TRUE(store.payment_reference_used(tenant, "REF"));
  EXPECT_TRUE(store.payment_reference_used(tenant, "R-1")) << "a refund's";
  EXPECT_FALSE(store.payment_reference_used(tenant, ""));
}

// 2.90 of the credit note, 35.00 left of the payment, -7.00 allocated, +3.00 undone, -3.00
// refunded, 0.70 adjusted, -0.50 applied.
TEST_F(ReadModelTest, KnowsWhatACustomerHasToItsCredit) {
  EXPECT_EQ(store.customer_credit(tenant, "C1", kEuro), 290 + 3'500 - 700 + 300 - 300 + 70 - 50);
  EXPECT_EQ(store.customer_credit(tenant, "C1", kYen), 0);
  EXPECT_EQ(store.credit_applied(tenant, "C1", books.written_off), 50);
  EXPECT_EQ(store.credit_applied(tenant, "C1", books.invoice), 0);
}

// Open: the invoice above, and the rich one of 29.00, due on the same day; 3.57 of C2.
TEST_F(ReadModelTest, KnowsWhatIsDueByDay) {
  EXPECT_EQ(raw.text("SELECT group_concat((customer_key & 1099511627775) || ' ' || due_date || ' ' "
                     "|| amount, ', ') FROM open_due WHERE customer_key >> 40 = 1 ORDER BY 1"),
            "1 20030 " + std::to_string(11'900 - 1'500 - 900 + 2'900) + ", 9 20030 357");
}

// The customer's side of every event but issues: what each adds to what is owed less the credit.
TEST_F(ReadModelTest, WritesEachChangeOfACustomersAccountForItsStatement) {
  EXPECT_EQ(
      raw.text("SELECT group_concat(day || ' ' || amount, ', ') FROM (SELECT entry_date - 20000 AS "
               "day, amount FROM customer_entry ORDER BY event_key)"),
      // void of 119.00 - 1.00 + 0.03, write-off, recovery, write-off; payment of 50.00 with 5.00
      // for bad debt; the undone 1.00 of bad debt; refund; the second payment and its reversal,
      // each without the 5.00 of bad debt; adjustment; credit for bad debt
      "0 -11803, 0 -11900, 0 11900, 0 -11900, -3 -4500, 1 -100, 1 300, -3 -4500, 1 4500, 1 -70, 1 "
      "50");
}

TEST_F(ReadModelTest, LeavesATrailOfWhatConcernsAThing) {
  const auto position = [&](std::int64_t after) { return std::to_string(after); };
  const auto p = books.payment;
  EXPECT_EQ(trail(books.draft), position(books.draft + 1) + " " + position(books.draft_invoice));
  EXPECT_EQ(trail(p), position(p + 1) + " " + position(p + 2) + " " + position(p + 3));
  // credit note, payment, allocation, undone, the second payment, its reversal, credit, undone
  EXPECT_EQ(trail(books.invoice),
            position(books.credit_note) + " " + position(p) + " " + position(p + 1) + " " +
                position(p + 2) + " " + position(p + 4) + " " + position(p + 5) + " " +
                position(p + 7) + " " + position(p + 8));
  EXPECT_EQ(trail(1), position(p + 6) + " " + position(p + 10)) << "adjustment, update";
  EXPECT_EQ(trail(books.tax_code), position(books.tax_code + 1) + " " + position(books.last - 1));
  EXPECT_EQ(trail(books.product), position(books.last - 2));
}

TEST_F(ReadModelTest, RemembersTheEventThatChangedADocumentLast) {
  EXPECT_EQ(raw.integer("SELECT changed_key & 1099511627775 FROM document WHERE id = " +
                        std::to_string(books.invoice)),
            books.payment + 8);
  EXPECT_EQ(raw.integer("SELECT changed_key FROM document WHERE id = " +
                        std::to_string(books.draft_invoice)),
            0);
}

TEST_F(ReadModelTest, AppliesOnlyWhatCanHaveHappened) {
  const auto refuses = [&](const Event& event) {
    store.begin(kNow);
    EXPECT_THROW(append(store, tenant, event), BrokenPromise) << event.index();
    EXPECT_EQ(store.commit(), CommitOutcome::not_committed);
  };
  refuses(InvoiceVoided{books.invoice, "paid and credited"});
  refuses(InvoiceWrittenOff{books.written_off, "twice"});
  refuses(InvoiceRecovered{books.invoice, "open"});
  refuses(PaymentRefunded{books.payment, 4'701, "", "more than it was"});
  refuses(PaymentAllocated{books.payment, {{books.draft_invoice, 1}}});
  refuses(PaymentAllocated{books.payment, {{books.invoice, 3'101}}});
  refuses(AllocationUndone{books.payment, {{books.draft_invoice, 1}}});
  refuses(CreditApplied{"C1", {books.invoice, 4'000}});
  refuses(CreditUnapplied{"C1", {books.written_off, 51}});
  refuses(BalanceAdjusted{"C2", kEuro, -1, "none"});
  refuses(DraftChanged{books.draft, {}});
  refuses(SeriesClosed{"Z"});
  refuses(TaxRateRetired{"VAT", Date{40'001}});
  EXPECT_EQ(store.head_position(tenant), books.last);
}

}  // namespace
}  // namespace latido::db
